import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** What the gateway itself says when no instance answers. */
const answers = {
  unknown_host: { status: 404, en: 'No service is reached under this address.', zh: '该地址没有对应的应用。' },
  no_instance: { status: 503, en: 'No instance of this service takes requests now.', zh: '该应用当前没有可接收请求的实例。' },
  overloaded: { status: 503, en: 'Every instance of this service is busy. Try again.', zh: '该应用的所有实例都繁忙,请重试。' },
  unreachable: { status: 502, en: 'The instance of this service did not answer.', zh: '该应用的实例没有应答。' },
  too_slow: { status: 504, en: 'The instance of this service took too long to answer.', zh: '该应用的实例应答超时。' },
} as const
export type GatewayAnswer = keyof typeof answers

/** The text holds nothing of the request, so there is nothing to escape. */
const page = (name: GatewayAnswer): string => {
  const { status, en, zh } = answers[name]
  return `<!doctype html><meta charset="utf-8"><title>${status}</title><h1>${status}</h1><p>${en}</p><p lang="zh">${zh}</p><p>Culprit gateway</p>\n`
}

export const answer = (request: IncomingMessage, response: ServerResponse, name: GatewayAnswer): void => {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { status, en, zh } = answers[name]
  const wantsPage = request.headers.accept?.includes('text/html') === true
  const body = wantsPage ? page(name) : `${JSON.stringify({ error: { code: name, message: en, messageZh: zh } })}\n`
  response.writeHead(status, {
    'content-type': wantsPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-culprit-gateway': name,
    ...(status === 503 ? { 'retry-after': '1' } : {}),
  })
  response.end(body)
}

export const answerUpgrade = (socket: Duplex, name: GatewayAnswer): void => {
  if (socket.destroyed) return
  const { status, en } = answers[name]
  socket.end(`HTTP/1.1 ${status} ${name}\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: ${en.length}\r\n\r\n${en}`)
}
