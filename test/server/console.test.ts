import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { startConsole } from '../support/console.ts'

const program = join(resolve(import.meta.dirname, '../..'), 'server/main.ts')

/** Starts another console and waits for its end; what it printed tells why. */
const failedStart = async (env: Record<string, string>): Promise<{ code: number; printed: string }> => {
  const child = spawn(process.execPath, [program], { env: { ...process.env, CULPRIT_SAMPLE: 'off', ...env } })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  const [code] = await once(child, 'exit')
  return { code, printed }
}

test('answers by its contract: health, the API page, a clear refusal for what is not there', async () => {
  await using culprit = await startConsole({ sample: false })
  const health = await (await fetch(`${culprit.url}/api/health`)).json()
  expect(health).toMatchObject({ status: 'ok' })
  const api = (await (await fetch(`${culprit.url}/openapi.json`)).json()) as { paths: Record<string, unknown> }
  expect(Object.keys(api.paths)).toContain('/api/releases/{service}/{environment}/{number}')
  const missing = await fetch(`${culprit.url}/api/nothing`)
  expect(missing.status).toBe(404)
  expect(await missing.json()).toMatchObject({ error: { code: 'not_found' } })
  expect((await fetch(`${culprit.url}/assets/nothing.js`)).status).toBe(404)
})

test('refuses another site, another Host, a form and a body that is too large, before anything happens', async () => {
  await using culprit = await startConsole({ sample: false })
  const post = (headers: Record<string, string>, body = '{}') =>
    fetch(`${culprit.url}/api/deployments`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  expect((await post({ origin: 'https://evil.example' })).status).toBe(403)
  expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await post({ 'content-type': 'application/x-www-form-urlencoded' }, 'kind=release')).status).toBe(400)
  expect((await post({}, JSON.stringify({ reason: 'x'.repeat(1_200_000) }))).status).toBe(413)
  const page = await fetch(culprit.url)
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
})

test('a second console on the same data folder ends at once and says what to do', async () => {
  await using culprit = await startConsole({ sample: false })
  const ports = { CULPRIT_GATEWAY_PORT: '0', CULPRIT_TRACE_GRPC_PORT: '0', CULPRIT_TRACE_HTTP_PORT: '0' }
  const same = await failedStart({ ...ports, CULPRIT_DATA: culprit.dataFolder, CULPRIT_PORT: '0' })
  expect(same).toMatchObject({ code: 1, printed: expect.stringContaining(`A console already runs on ${culprit.dataFolder}`) })
})

test('ends within ten seconds of Ctrl-C, and starts again on what it left', async () => {
  await using first = await startConsole({ sample: false })
  const began = performance.now()
  await first.stop('SIGINT')
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(first.printed()).toContain('the services keep running')
  await using again = await first.again()
  expect((await fetch(`${again.url}/api/health`)).ok).toBe(true)
})
