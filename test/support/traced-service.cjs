// A service with the real SkyWalking agent: answers GET /pay by calling itself at /charge, which fails.
const { default: agent, ContextManager } = require('skywalking-backend-js')
agent.start({
  serviceName: 'pay',
  serviceInstance: 'pay-test-r7-1',
  collectorAddress: process.argv[2],
})
const http = require('node:http')

const charge = (response) => {
  const span = ContextManager.current.newLocalSpan('Gateway/charge')
  span.start()
  try {
    throw new TypeError('no department: 无部门')
  } catch (error) {
    span.error(error)
    response.writeHead(500).end('failed')
  } finally {
    span.stop()
  }
}

const server = http.createServer((request, response) => {
  if (request.url === '/charge') return charge(response)
  const { port } = server.address()
  // The agent patches http.request, not http.get.
  http
    .request({ host: '127.0.0.1', port, path: '/charge' }, (answer) => {
      answer.resume()
      answer.on('end', () => response.end('paid'))
    })
    .end()
})
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('message', () => agent.flush()?.then(() => process.send({ flushed: true })) ?? process.send({ flushed: true }))
process.on('disconnect', () => process.exit())
