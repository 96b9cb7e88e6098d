import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createLiveWorld } from '../../support/live-world.ts'

/** Status of a polling handshake with exactly these headers. */
const poll = (port: number, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path: '/socket.io/?EIO=4&transport=polling', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asking.on('error', reject)
    asking.end()
  })

const upgrade = (port: number, headers: Record<string, string>): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { headers })
    socket.on('open', () => {
      socket.terminate()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

type Case = [what: string, headers: (port: number) => Record<string, string>]

const foreign: Case[] = [
  ['a foreign page', () => ({ origin: 'https://evil.example' })],
  ['a sibling name', (port) => ({ host: `localhost:${port}`, origin: `http://evil.localhost:${port}` })],
  ['another port', (port) => ({ origin: `http://127.0.0.1:${port + 1}` })],
  ['another spelling of this machine', (port) => ({ host: `127.0.0.1:${port}`, origin: `http://localhost:${port}` })],
  ['Origin null', () => ({ origin: 'null' })],
  ['no Origin', () => ({})],
  ['no Origin and a foreign site', () => ({ 'sec-fetch-site': 'cross-site' })],
  ['our Origin and a sibling site', (port) => ({ origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-site' })],
  ['an Origin that is no address', () => ({ origin: '][' })],
  ['a file', () => ({ origin: 'file://' })],
  ['a foreign name that resolves to this machine', (port) => ({ host: `evil.example:${port}`, origin: `http://evil.example:${port}` })],
]

describe('the socket', () => {
  it.each(foreign)('refuses %s over polling and websocket before any handler runs', async (_what, headers) => {
    await using world = await createLiveWorld()
    expect(await poll(world.port, headers(world.port))).toBe(403)
    expect(await upgrade(world.port, headers(world.port))).toBe(false)
    expect(world.connections()).toBe(0)
  })

  it.each<Case>([
    ['a page of ours', (port) => ({ origin: `http://127.0.0.1:${port}` })],
    ['a page of ours by name', (port) => ({ host: `localhost:${port}`, origin: `http://localhost:${port}` })],
    ['a page of ours by IPv6', (port) => ({ host: `[::1]:${port}`, origin: `http://[::1]:${port}` })],
  ])('receives %s', async (_what, headers) => {
    await using world = await createLiveWorld()
    expect(await poll(world.port, headers(world.port))).toBe(200)
    expect(await upgrade(world.port, headers(world.port))).toBe(true)
  })

  it('receives a poll without Origin that says it comes from our page, but no upgrade', async () => {
    await using world = await createLiveWorld()
    expect(await poll(world.port, { 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await upgrade(world.port, { 'sec-fetch-site': 'same-origin' })).toBe(false)
  })
})
