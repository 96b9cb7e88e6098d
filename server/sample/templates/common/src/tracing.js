const agent = require('skywalking-backend-js')
const { Component } = require('skywalking-backend-js/lib/trace/Component')
const { SpanLayer } = require('skywalking-backend-js/lib/proto/language-agent/Tracing_pb')
const Tag = require('skywalking-backend-js/lib/Tag').default

// Has to run before a server exists or a request is made: the agent replaces parts of node:http.
agent.default.start({
  serviceInstance: process.env.SW_AGENT_INSTANCE_NAME || 'local',
  traceIgnorePath: 'GET:/health',
  disablePlugins: 'Express,Pg',
})

const { ContextManager } = agent
/** Number of SQLite in SkyWalking's list of component libraries. */
const SQLITE = new Component(31)

const traceId = () => (ContextManager.hasContext ? ContextManager.current.traceId() : 'N/A')

/** One name for all addresses of a route, so that `/staff/17` and `/staff/18` are counted together. */
const nameOperation = (operation) => {
  const span = ContextManager.currentSpan
  if (span) span.operation = operation
}

const inSpan = (span, run) => {
  span.start()
  try {
    return run()
  } catch (error) {
    span.error(error)
    throw error
  } finally {
    span.stop()
  }
}

const localSpan = (operation, run) => inSpan(ContextManager.current.newLocalSpan(operation), run)

const databaseSpan = ({ operation, instance, statement }, run) => {
  const span = ContextManager.current.newExitSpan(operation, SQLITE)
  span.component = SQLITE
  span.layer = SpanLayer.DATABASE
  span.peer = `sqlite:${instance}`
  span.tag(Tag.dbType('SQLite'))
  span.tag(Tag.dbInstance(instance))
  span.tag(Tag.dbStatement(statement))
  return inSpan(span, run)
}

/** Sends what is not sent yet, for at most a second. */
const finishTracing = async () => {
  const limit = new Promise((resolve) => setTimeout(resolve, 1000).unref())
  await Promise.race([agent.default.flush(), limit])
}

module.exports = { databaseSpan, finishTracing, localSpan, nameOperation, traceId }
