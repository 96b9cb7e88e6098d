import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'
import { notFound } from '#contract/errors.ts'

/** The built client: hashed assets for ever, the page itself never cached. Every address that is not the API's is a page. */
export const servePages = (folder: string): Router => {
  const router = Router()
  const page = join(folder, 'index.html')
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y' }))
  router.use('/assets', (request) => {
    throw notFound('file', request.path)
  })
  router.use(express.static(folder, { index: false, maxAge: 0 }))
  router.get(/^\/(?!api\/|socket\.io\/).*/, (_request, response) => {
    if (existsSync(page)) response.sendFile(page, { cacheControl: false, headers: { 'cache-control': 'no-cache' } })
    else response.status(503).type('text').send('The client is not built. Start with "npm start", or run "npm run build".')
  })
  return router
}
