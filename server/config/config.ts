import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { badRequest } from '#contract/errors.ts'
import type { Env } from './env.ts'

export interface Config {
  /** Loopback only, until people and rights exist. */
  host: string
  port: number
  dataFolder: string
  gatewayPort: number
  traceGrpcPort: number
  traceHttpPort: number
  /** Path of a `culprit.yaml` that exists, or null. */
  file: string | null
  sample: boolean
  logLevel: string
  /** Search path for git and for the workspace's commands. */
  path: string
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent']

const portOf = (variable: string, value: string | undefined, otherwise: number): number => {
  if (value === undefined || value === '') return otherwise
  const port = Number(value)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw badRequest(`${variable} is "${value}"; give a port from 0 to 65535 (0 takes any free one).`)
}

const hostOf = (value: string | undefined): string => {
  if (value === undefined || loopback.has(value)) return '127.0.0.1'
  throw badRequest(
    `CULPRIT_HOST is "${value}". Culprit has no users and rights yet, so it listens on 127.0.0.1 only; ` +
      'reach it from elsewhere through an SSH tunnel.',
  )
}

const dataFolderOf = (env: Env): string => {
  if (env.data !== undefined && env.data !== '') return resolve(env.data)
  if (env.xdgDataHome !== undefined && env.xdgDataHome !== '') return join(env.xdgDataHome, 'culprit')
  if (env.home === undefined) throw badRequest('Neither CULPRIT_DATA nor HOME is set: name a data folder with CULPRIT_DATA.')
  return join(env.home, '.local/share/culprit')
}

const fileOf = (env: Env, dataFolder: string): string | null => {
  if (env.file !== undefined && env.file !== '') {
    if (existsSync(env.file)) return resolve(env.file)
    throw badRequest(`CULPRIT_CONFIG names ${env.file}, and there is no such file.`)
  }
  const beside = join(dataFolder, 'culprit.yaml')
  return existsSync(beside) ? beside : null
}

/** Turns raw settings into one validated value; says which variable is wrong and what it takes. */
export const toConfig = (env: Env): Config => {
  const dataFolder = dataFolderOf(env)
  const logLevel = env.logLevel ?? 'info'
  if (!logLevels.includes(logLevel)) throw badRequest(`CULPRIT_LOG_LEVEL is "${logLevel}"; it takes ${logLevels.join(', ')}.`)
  if (env.sample !== undefined && !['on', 'off'].includes(env.sample))
    throw badRequest(`CULPRIT_SAMPLE is "${env.sample}"; it takes on or off.`)
  return {
    host: hostOf(env.host),
    port: portOf('CULPRIT_PORT', env.port, 7070),
    dataFolder,
    gatewayPort: portOf('CULPRIT_GATEWAY_PORT', env.gatewayPort, 7080),
    traceGrpcPort: portOf('CULPRIT_TRACE_GRPC_PORT', env.traceGrpcPort, 11800),
    traceHttpPort: portOf('CULPRIT_TRACE_HTTP_PORT', env.traceHttpPort, 12800),
    file: fileOf(env, dataFolder),
    sample: env.sample !== 'off',
    logLevel,
    path: env.path ?? '/usr/local/bin:/usr/bin:/bin',
  }
}
