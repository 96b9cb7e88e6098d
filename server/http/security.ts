import type { RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import helmet from 'helmet'
import { AppError } from '#contract/errors.ts'
import { refuseOrigin } from '#lib/origin.ts'

/** No inline script or style element, nothing from another host; the socket is the same origin. */
export const securityHeaders = (): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: false,
  })

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Every request names this console as its Host, so that a foreign name that resolves to this machine is refused. What changes
 * something must come from our own pages or from a script that sends no browser headers, and carry JSON, which a form cannot.
 */
export const requireOwnOrigin = (): RequestHandler => (request, _response, next) => {
  const mutation = !safeMethods.has(request.method)
  const refusal = refuseOrigin(request.headers, mutation ? 'mutation' : 'read')
  if (refusal !== null) throw new AppError('forbidden_origin', refusal)
  if (mutation && Number(request.get('content-length') ?? 0) > 0 && !request.is('application/json')) {
    throw new AppError('bad_request', 'Send the body as application/json.')
  }
  next()
}

/** Enough for a person with many tabs, too little for a loop that hurts: 100 calls a second, 20 changes. */
export const limitRates = (): RequestHandler[] => {
  const handler: RequestHandler = () => {
    throw new AppError('too_many_requests', 'Too many requests; wait a moment.')
  }
  const common = { windowMs: 10_000, standardHeaders: 'draft-8' as const, legacyHeaders: false, handler }
  return [rateLimit({ ...common, limit: 1000 }), rateLimit({ ...common, limit: 200, skip: (request) => safeMethods.has(request.method) })]
}
