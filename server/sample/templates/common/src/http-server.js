const http = require('node:http')
const { readdirSync } = require('node:fs')
const { join } = require('node:path')
const { finishTracing, nameOperation } = require('./tracing')
const log = require('./logger')

/** Every file of `routes/` adds its own: `(context) => [{ path, handle(parameters, query) }]`. */
const loadRoutes = (context) =>
  readdirSync(join(__dirname, 'routes'))
    .sort()
    .flatMap((file) => require(join(__dirname, 'routes', file))(context))

const match = (pattern, path) => {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const parameters = {}
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(':')) parameters[part.slice(1)] = given[index]
    else if (part !== given[index]) return null
  }
  return parameters
}

const find = (routes, path) => {
  for (const route of routes) {
    const parameters = match(route.path, path)
    if (parameters) return { route, parameters }
  }
  return null
}

const send = (response, status, body) => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

const answer = async (routes, request, response) => {
  const url = new URL(request.url, 'http://localhost')
  const found = find(routes, url.pathname)
  if (request.method !== 'GET' || !found) {
    send(response, 404, { error: 'not_found' })
    return
  }
  if (found.route.path.includes(':')) nameOperation(`GET:${found.route.path}`)
  try {
    const body = await found.route.handle(found.parameters, url.searchParams)
    if (body === null) send(response, 404, { error: 'not_found' })
    else send(response, 200, body)
  } catch (error) {
    log.error('http', `${request.method} ${request.url} failed: ${error.message}`, error)
    send(response, 500, { error: 'internal' })
  }
}

/** Serves until SIGTERM; then takes no new request, finishes those under way and ends. */
const serve = (context) => {
  const routes = loadRoutes(context)
  const server = http.createServer((request, response) => answer(routes, request, response))
  server.listen(Number(process.env.PORT), '127.0.0.1', () => log.info('main', `listening on port ${server.address().port}`))

  process.once('SIGTERM', () => {
    log.info('main', 'stopping')
    setTimeout(() => process.exit(1), 8000).unref()
    server.close(async () => {
      await finishTracing()
      process.exit(0)
    })
    server.closeIdleConnections()
  })
}

module.exports = { serve }
