import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { badRequest } from '#contract/errors.ts'
import type { GatewayRoute, Upstream } from './port.ts'

/** A console that speaks another version replaces the process that it finds. */
export const controlVersion = 1
export const socketName = 'control.sock'
export const stateName = 'routes.json'
/** Exit code of a process whose port somebody else has. */
export const portTakenCode = 98

export interface ControlState {
  version: number
  pid: number
  port: number
}

/** What the process keeps on disk. */
export interface StoredState {
  port: number
  routes: GatewayRoute[]
}

/**
 * Path of the control socket that fits into a socket address (107 bytes) however deep the folder lies: a long one is
 * reached through an open descriptor of the folder.
 */
export const openSocketPath = (folder: string): Disposable & { path: string } => {
  const path = join(folder, socketName)
  if (Buffer.byteLength(path) <= 100) return { path, [Symbol.dispose]: () => {} }
  const descriptor = openSync(folder, 'r')
  return { path: `/proc/self/fd/${descriptor}/${socketName}`, [Symbol.dispose]: () => closeSync(descriptor) }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isUpstream = (value: unknown): value is Upstream =>
  isObject(value) &&
  [value.instance, value.release, value.host].every((text) => typeof text === 'string' && /^[\x21-\x7e]{1,200}$/.test(text)) &&
  Number.isInteger(value.port) &&
  Number(value.port) > 0 &&
  Number(value.port) < 65_536

/** Checked by hand: the process stays small without a schema library. */
export const parseRoute = (value: unknown): GatewayRoute => {
  const valid =
    isObject(value) &&
    typeof value.host === 'string' &&
    /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(value.host) &&
    Number.isSafeInteger(value.generation) &&
    Array.isArray(value.upstreams) &&
    value.upstreams.length <= 100 &&
    value.upstreams.every(isUpstream)
  if (!valid) throw badRequest('A route has a lower-case host without port, a whole generation and at most 100 upstreams.')
  const { host, generation, upstreams } = value as unknown as GatewayRoute
  return { host, generation, upstreams: upstreams.map(({ instance, release, host, port }) => ({ instance, release, host, port })) }
}

export const parseStored = (text: string): StoredState => {
  const value: unknown = JSON.parse(text)
  if (!isObject(value) || !Array.isArray(value.routes)) throw new Error('The file does not hold the state of a gateway.')
  return { port: Number(value.port) || 0, routes: value.routes.map(parseRoute) }
}
