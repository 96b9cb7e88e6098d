import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { Gateway, GatewayRoute, Upstream } from '../../server/backends/gateway/port.ts'

export interface GatewaySubject extends AsyncDisposable {
  gateway: Gateway
}

const limit = (): AbortSignal => AbortSignal.timeout(20_000)
const host = 'staff.test.example'

/** An instance of a release that says who it is. */
export interface TestInstance extends AsyncDisposable {
  upstream: Upstream
  server: Server
}

export const openInstance = async (
  release: string,
  handle: (name: string, ask: IncomingMessage) => Promise<string> = async (name, ask) => {
    await text(ask)
    return name
  },
): Promise<TestInstance> => {
  const server = createServer((ask, answer) => {
    handle(release, ask).then(
      (body) => answer.end(body),
      () => answer.destroy(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    server,
    upstream: { instance: `${release}-1`, release: `staff/test#${release}`, host: '127.0.0.1', port },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

export interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

export const ask = (
  gateway: Gateway,
  change: { host?: string; method?: string; body?: string; headers?: Record<string, string>; agent?: Agent } = {},
) =>
  new Promise<Answer>((resolve, reject) => {
    const { host: name = host, method = 'GET', body, headers = {}, agent } = change
    const outgoing = request({ ...gateway.address, method, agent: agent ?? false, headers: { host: name, ...headers } })
    outgoing.on('error', reject)
    outgoing.on('response', (answer) =>
      text(answer).then((read) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read }), reject),
    )
    outgoing.end(body)
  })

export const route = (generation: number, ...instances: TestInstance[]): GatewayRoute => ({
  host,
  generation,
  upstreams: instances.map(({ upstream }) => upstream),
})

/** What every gateway promises. `open` gives one without routes. */
export const gatewayConformance = (name: string, open: () => Promise<GatewaySubject>): void => {
  describe(`gateway: ${name}`, () => {
    test('sends the requests of a host to its instances in turn, and names the release', async () => {
      await using subject = await open()
      const { gateway } = subject
      await using one = await openInstance('1')
      await using two = await openInstance('2')
      await gateway.switch(route(1, one, two), limit())
      const answers = [await ask(gateway), await ask(gateway), await ask(gateway), await ask(gateway)]
      expect(answers.map(({ body }) => body).toSorted()).toEqual(['1', '1', '2', '2'])
      for (const { body, headers } of answers) expect(headers['x-culprit-release']).toBe(`staff/test#${body}`)
      expect((await ask(gateway, { host: 'STAFF.test.example:8080' })).status).toBe(200)
    })

    test('answers for a host that it does not know, in both languages, and counts nothing', async () => {
      await using subject = await open()
      const page = await ask(subject.gateway, { host: '<script>', headers: { accept: 'text/html' } })
      expect(page).toMatchObject({ status: 404, body: expect.stringContaining('该地址') })
      expect(page.body).not.toContain('script')
      expect(JSON.parse((await ask(subject.gateway, { host: 'nobody.example' })).body)).toMatchObject({ error: { code: 'unknown_host' } })
      expect(await subject.gateway.traffic('nobody.example', limit())).toBeNull()
    })

    test('switches 20 times under load without one failed request', async () => {
      await using subject = await open()
      const { gateway } = subject
      await using blue = await openInstance('1')
      await using green = await openInstance('2')
      await gateway.switch(route(1, blue), limit())
      let over = false
      const failed: unknown[] = []
      let answered = 0
      using _agent = disposable(new Agent({ keepAlive: true }))
      const client = async (index: number): Promise<void> => {
        while (!over) {
          const post = index % 2 === 0 ? { method: 'POST', body: 'x'.repeat(2000) } : {}
          const answer = await ask(gateway, { ...post, agent: _agent.value }).catch((error: unknown) => error)
          if (isAnswer(answer) && answer.status === 200) answered += 1
          else failed.push(answer)
        }
      }
      const clients = Array.from({ length: 8 }, (_, index) => client(index))
      for (let generation = 2; generation <= 21; generation += 1) {
        await gateway.switch(route(generation, generation % 2 === 0 ? green : blue), limit())
        const seen = answered
        await expect.poll(() => answered, { interval: 5 }).toBeGreaterThan(seen + 20)
      }
      over = true
      await Promise.all(clients)
      expect(failed).toEqual([])
      expect(await gateway.traffic(host, limit())).toMatchObject({ lost: 0 })
    })

    test('the first request after a switch goes to the new release, while those under way finish at the old', async () => {
      await using subject = await open()
      const { gateway } = subject
      const gate = Promise.withResolvers<void>()
      const arrived = Promise.withResolvers<void>()
      await using old = await openInstance('1', async (name) => {
        arrived.resolve()
        await gate.promise
        return name
      })
      await using next = await openInstance('2')
      await gateway.switch(route(1, old), limit())
      const slow = ask(gateway)
      await arrived.promise
      await gateway.switch(route(2, next), limit())
      expect((await ask(gateway)).body).toBe('2')
      expect((await gateway.traffic(host, limit()))?.inFlight).toMatchObject({ '1-1': 1, '2-1': 0 })
      gate.resolve()
      expect(await slow).toMatchObject({ status: 200, body: '1' })
      await expect.poll(async () => (await gateway.traffic(host, limit()))?.inFlight).toEqual({ '2-1': 0 })
    })

    test('refuses a switch that is older than what it has, and takes the same one twice', async () => {
      await using subject = await open()
      const { gateway } = subject
      await using one = await openInstance('1')
      await using two = await openInstance('2')
      await gateway.switch(route(5, one), limit())
      await ask(gateway)
      await gateway.switch(route(5, one), limit())
      expect(await gateway.traffic(host, limit())).toMatchObject({ requests: 1 })
      for (const generation of [4, 5])
        await expect(gateway.switch(route(generation, two), limit())).rejects.toMatchObject({ code: 'conflict' })
      expect((await ask(gateway)).body).toBe('1')
      expect(await gateway.routes(limit())).toEqual([route(5, one)])
    })

    test('tells what happened since the switch: requests, first good answer, lost', async () => {
      await using subject = await open()
      const { gateway } = subject
      const one = await openInstance('1')
      const before = Date.now()
      await gateway.switch(route(1, one), limit())
      expect(await gateway.traffic(host, limit())).toMatchObject({ requests: 0, lost: 0, firstAnswerAt: null })
      await ask(gateway)
      const traffic = await gateway.traffic(host, limit())
      expect(traffic).toMatchObject({ host, requests: 1, lost: 0 })
      expect(traffic?.switchedAt).toBeGreaterThanOrEqual(before)
      expect(traffic?.firstAnswerAt).toBeGreaterThanOrEqual(traffic?.switchedAt ?? 0)
      await one[Symbol.asyncDispose]()
      expect(await ask(gateway)).toMatchObject({ status: 502 })
      expect(await gateway.traffic(host, limit())).toMatchObject({ requests: 2, lost: 1 })
      await gateway.switch(route(2), limit())
      expect(await ask(gateway)).toMatchObject({ status: 503 })
      expect(await gateway.traffic(host, limit())).toMatchObject({ requests: 1, lost: 1, inFlight: {} })
    })

    test('sends a refused request to another instance, its body whole', async () => {
      await using subject = await open()
      const { gateway } = subject
      const dead = await openInstance('1')
      await dead[Symbol.asyncDispose]()
      await using alive = await openInstance('2', async (_name, incoming) => text(incoming))
      await gateway.switch(route(1, dead, alive), limit())
      const body = 'b'.repeat(300_000)
      for (let round = 0; round < 4; round += 1) {
        expect(await ask(gateway, { method: 'POST', body })).toMatchObject({ status: 200, body })
        expect(await ask(gateway)).toMatchObject({ status: 200 })
      }
      expect(await gateway.traffic(host, limit())).toMatchObject({ requests: 8, lost: 0 })
    })

    test('counts an answer of the instance as the instance’s, whatever it is', async () => {
      await using subject = await open()
      await using broken = await openInstance('1')
      broken.server.removeAllListeners('request')
      broken.server.on('request', (_ask, answer) => answer.writeHead(503, { 'x-culprit-release': 'forged' }).end())
      await subject.gateway.switch(route(1, broken), limit())
      expect(await ask(subject.gateway)).toMatchObject({ status: 503, headers: { 'x-culprit-release': 'staff/test#1' } })
      expect(await subject.gateway.traffic(host, limit())).toMatchObject({ lost: 0, firstAnswerAt: null })
    })

    test('tells the instance who asks, and not what the client says of itself', async () => {
      await using subject = await open()
      await using echo = await openInstance('1', async (_name, incoming) => JSON.stringify(incoming.headers))
      await subject.gateway.switch(route(1, echo), limit())
      const { body } = await ask(subject.gateway, {
        headers: { 'x-forwarded-for': '6.6.6.6', 'x-forwarded-host': 'evil', forwarded: 'for=6.6.6.6' },
      })
      expect(JSON.parse(body)).toMatchObject({
        host,
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-host': host,
        'x-forwarded-proto': 'http',
      })
      expect(JSON.parse(body)).not.toHaveProperty('forwarded')
    })

    test('passes an answer on as it comes', async () => {
      await using subject = await open()
      await using stream = await openInstance('1')
      const more = Promise.withResolvers<void>()
      stream.server.removeAllListeners('request')
      stream.server.on('request', (_ask, answer) => {
        answer.write('first')
        more.promise.then(() => answer.end('last'))
      })
      await subject.gateway.switch(route(1, stream), limit())
      const outgoing = request({ ...subject.gateway.address, agent: false, headers: { host } }).end()
      const [answer] = await once(outgoing, 'response')
      expect(String((await once(answer, 'data'))[0])).toBe('first')
      more.resolve()
      expect(await text(answer)).toBe('last')
    })

    test('carries a websocket, which stays where it is through a switch', async () => {
      await using subject = await open()
      const { gateway } = subject
      await using old = await openInstance('1')
      await using next = await openInstance('2')
      const sockets = new WebSocketServer({ server: old.server })
      sockets.on('connection', (socket) => socket.on('message', (message) => socket.send(`1:${message}`)))
      await gateway.switch(route(1, old), limit())
      const client = new WebSocket(`ws://${gateway.address.host}:${gateway.address.port}/`, { headers: { host } })
      await once(client, 'open')
      await gateway.switch(route(2, next), limit())
      client.send('still there')
      expect(String((await once(client, 'message'))[0])).toBe('1:still there')
      expect((await gateway.traffic(host, limit()))?.inFlight).toMatchObject({ '1-1': 1 })
      client.close()
      await once(client, 'close')
      await expect.poll(async () => (await gateway.traffic(host, limit()))?.inFlight).toEqual({ '2-1': 0 })
      const refused = new WebSocket(`ws://${gateway.address.host}:${gateway.address.port}/`, { headers: { host: 'nobody.example' } })
      expect(String((await once(refused, 'error'))[0])).toContain('404')
    })

    test('forgets a host', async () => {
      await using subject = await open()
      await using one = await openInstance('1')
      await subject.gateway.switch(route(1, one), limit())
      await subject.gateway.remove(host, limit())
      expect(await ask(subject.gateway)).toMatchObject({ status: 404 })
      expect(await subject.gateway.routes(limit())).toEqual([])
      await subject.gateway.remove(host, limit())
    })

    test.each(['', 'Staff.Test', 'a/b', 'a b', '-a', 'a:80'])('refuses %j as a host', async (bad) => {
      await using subject = await open()
      await expect(subject.gateway.switch({ host: bad, generation: 1, upstreams: [] }, limit())).rejects.toMatchObject({
        code: 'bad_request',
      })
    })
  })
}

const isAnswer = (value: unknown): value is Answer => typeof value === 'object' && value !== null && 'status' in value

const disposable = (value: Agent): Disposable & { value: Agent } => ({ value, [Symbol.dispose]: () => value.destroy() })
