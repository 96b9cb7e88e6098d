import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'
import { AppError, type ErrorCode } from '#contract/errors.ts'

/** The only place that knows status codes. */
const status: Record<ErrorCode, number> = {
  bad_request: 400,
  not_found: 404,
  conflict: 409,
  forbidden_origin: 403,
  too_large: 413,
  too_many_requests: 429,
  unavailable: 503,
  internal: 500,
  not_a_repository: 422,
  empty_repository: 422,
  branch_not_found: 404,
  branch_exists: 409,
  branch_moved: 409,
  name_refused: 422,
  integration_conflict: 409,
  artifact_gone: 410,
  confirmation_missing: 422,
  nothing_to_roll_back_to: 409,
  deployment_finished: 409,
  managed_by_file: 409,
  out_of_space: 507,
}

const fromUnknown = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined
  if (type === 'entity.too.large') return new AppError('too_large', 'The request is larger than 1 MB.')
  if (type === 'entity.parse.failed') return new AppError('bad_request', 'The body is not valid JSON.')
  if (error instanceof URIError) return new AppError('bad_request', 'The address is not validly encoded.')
  return new AppError('internal', 'Something went wrong in Culprit. Its log has the details.', {}, error)
}

/** An expected refusal keeps its words; the inside of an unexpected failure goes to the log alone. */
export const answerErrors =
  (log: Logger): ErrorRequestHandler =>
  (error, request, response, next) => {
    if (response.headersSent || request.destroyed) {
      next(error)
      return
    }
    const { code, message, details, cause } = fromUnknown(error)
    if (code === 'internal') log.error({ err: cause, path: request.path }, 'request failed')
    response.status(status[code]).json({ error: { code, message, details } })
  }
