const { traceId } = require('./tracing')

const two = (value) => String(value).padStart(2, '0')

const stamp = (at) =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ` +
  `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`

const write = (level, scope, text, error) => {
  const stack = error ? `\n${error.stack}` : ''
  process.stdout.write(`${stamp(new Date())} ${level} [TID:${traceId()}] [${scope}] ${text}${stack}\n`)
}

module.exports = {
  info: (scope, text) => write('INFO', scope, text),
  warn: (scope, text) => write('WARN', scope, text),
  error: (scope, text, error) => write('ERROR', scope, text, error),
}
