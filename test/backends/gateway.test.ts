import { once } from 'node:events'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { askControl } from '../../server/backends/gateway/control-client.ts'
import { createEmbeddedGateway, stopGateway } from '../../server/backends/gateway/embedded.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { ask, gatewayConformance, openInstance, route } from './gateway-conformance.ts'

const limit = (): AbortSignal => AbortSignal.timeout(20_000)

const openFolder = async (below = 'gateway') => {
  const temp = await tempFolder()
  const path = join(temp.path, below)
  return {
    path,
    async [Symbol.asyncDispose]() {
      await stopGateway(path)
      await temp[Symbol.asyncDispose]()
    },
  }
}

gatewayConformance('embedded', async () => {
  const stack = new AsyncDisposableStack()
  const folder = stack.use(await openFolder())
  const gateway = stack.use(await createEmbeddedGateway({ folder: folder.path, port: 0 }))
  return { gateway, [Symbol.asyncDispose]: () => stack.disposeAsync() }
})

describe('embedded', () => {
  const kill = async (folder: string): Promise<void> => {
    const state = await askControl(folder, 'GET', '/state', limit())
    if (typeof state === 'object' && state !== null && 'pid' in state) process.kill(Number(state.pid), 'SIGKILL')
  }

  test('goes on serving when its console lets go of it, and is found by the next one', async () => {
    await using folder = await openFolder()
    await using one = await openInstance('1')
    const first = await createEmbeddedGateway({ folder: folder.path, port: 0 })
    await first.switch(route(1, one), limit())
    await first[Symbol.asyncDispose]()
    expect(await ask(first)).toMatchObject({ status: 200 })
    await using second = await createEmbeddedGateway({ folder: folder.path, port: 0 })
    expect(second.address).toEqual(first.address)
    expect(await second.routes(limit())).toEqual([route(1, one)])
  })

  test('comes back by itself on its port with its routes when it is killed', async () => {
    await using folder = await openFolder()
    await using one = await openInstance('1')
    await using gateway = await createEmbeddedGateway({ folder: folder.path, port: 0 })
    await gateway.switch(route(7, one), limit())
    await kill(folder.path)
    await expect.poll(() => ask(gateway).catch(() => null), { timeout: 10_000 }).toMatchObject({ status: 200, body: '1' })
    expect(await gateway.routes(limit())).toEqual([route(7, one)])
    await expect(gateway.switch(route(6, one), limit())).rejects.toMatchObject({ code: 'conflict' })
  })

  test('starts once when two consoles start it at the same time', async () => {
    await using folder = await openFolder()
    const [one, two] = await Promise.all([0, 0].map((port) => createEmbeddedGateway({ folder: folder.path, port })))
    await using _one = one
    await using _two = two
    expect(one?.address).toEqual(two?.address)
  })

  test('names the port and the variable when the port is taken', async () => {
    await using folder = await openFolder()
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const refusal = await createEmbeddedGateway({ folder: folder.path, port }).catch((error: unknown) => error)
    other.close()
    expect(refusal).toMatchObject({ code: 'unavailable', details: { port, variable: 'CULPRIT_GATEWAY_PORT' } })
    expect(String(refusal)).toContain(`Port ${port}`)
  })

  test('moves to another port when it is configured to, and keeps its routes', async () => {
    await using folder = await openFolder()
    await using one = await openInstance('1')
    const first = await createEmbeddedGateway({ folder: folder.path, port: 0 })
    await first.switch(route(1, one), limit())
    await first[Symbol.asyncDispose]()
    const wanted = first.address.port === 21_999 ? 21_998 : 21_999
    await using second = await createEmbeddedGateway({ folder: folder.path, port: wanted })
    expect(second.address.port).toBe(wanted)
    expect(await ask(second)).toMatchObject({ status: 200 })
  })

  test('keeps a damaged state file aside and starts without routes', async () => {
    await using folder = await openFolder()
    const first = await createEmbeddedGateway({ folder: folder.path, port: 0 })
    await first[Symbol.asyncDispose]()
    await stopGateway(folder.path)
    await writeFile(join(folder.path, 'routes.json'), '{"port":1,"routes":[{"host":')
    await using second = await createEmbeddedGateway({ folder: folder.path, port: 0 })
    expect(await second.routes(limit())).toEqual([])
    expect(await readFile(join(folder.path, 'routes.json.damaged'), 'utf8')).toContain('"host":')
  })

  test('is controlled through a socket of its user alone, however deep its folder lies', async () => {
    await using folder = await openFolder(join('d'.repeat(90), 'e'.repeat(90)))
    await using gateway = await createEmbeddedGateway({ folder: folder.path, port: 0 })
    expect(await gateway.routes(limit())).toEqual([])
    expect((await stat(join(folder.path, 'control.sock'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder.path, 'routes.json'))).mode & 0o777).toBe(0o600)
  })

  test('stopGateway ends it, once', async () => {
    await using folder = await openFolder()
    const gateway = await createEmbeddedGateway({ folder: folder.path, port: 0 })
    await gateway[Symbol.asyncDispose]()
    expect(await stopGateway(folder.path)).toBe(true)
    await expect(ask(gateway)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(await stopGateway(folder.path)).toBe(false)
  })
})
