import type { IncomingMessage } from 'node:http'

/** Host name that a request is for: lower case, without port. */
export const hostOf = ({ headers }: IncomingMessage): string => (headers.host ?? '').toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'

/** Tells the upstream who asks. What the client says of itself is dropped: it could pass for another. */
export const setForwarded = ({ headers, socket }: IncomingMessage): void => {
  delete headers.forwarded
  headers['x-forwarded-for'] = socket.remoteAddress ?? ''
  headers['x-forwarded-host'] = headers.host ?? ''
  headers['x-forwarded-port'] = String(socket.localPort ?? '')
  headers['x-forwarded-proto'] = 'http'
}
