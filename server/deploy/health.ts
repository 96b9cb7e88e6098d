import { type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
}

/** One GET with its own connection; null when nothing answers in time. The body is thrown away. */
export const ask = (
  to: { host: string; port: number; path: string; headers?: Record<string, string> },
  timeoutMs: number,
): Promise<Answer | null> =>
  new Promise((resolve) => {
    const asking = request({ ...to, method: 'GET', agent: false, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers })
      response.on('error', () => undefined).resume()
    })
    asking.on('error', () => resolve(null))
    asking.end()
  })

/** Instances are reached on the loopback: nobody but the gateway and the console may. */
export const loopback = '127.0.0.1'

export const isHealthy = async (port: number | null, path: string, timeoutMs: number): Promise<boolean> => {
  if (port === null) return false
  const answer = await ask({ host: loopback, port, path }, timeoutMs)
  return answer?.status === 200
}
