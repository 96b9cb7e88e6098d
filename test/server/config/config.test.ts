import { expect, test } from 'vitest'
import { toConfig } from '../../../server/config/config.ts'
import { readEnv } from '../../../server/config/env.ts'

const configOf = (env: Record<string, string>) => toConfig(readEnv({ HOME: '/home/li', ...env }))

test('without any variable the console listens on the loopback and keeps its data below the home', () => {
  expect(configOf({})).toMatchObject({
    host: '127.0.0.1',
    port: 7070,
    gatewayPort: 7080,
    dataFolder: '/home/li/.local/share/culprit',
    sample: true,
  })
})

test('the data folder can be named, by its own variable or by that of the desktop', () => {
  expect(configOf({ CULPRIT_DATA: '/srv/culprit' }).dataFolder).toBe('/srv/culprit')
  expect(configOf({ XDG_DATA_HOME: '/data' }).dataFolder).toBe('/data/culprit')
})

test.for([
  [{ CULPRIT_PORT: 'http' }, 'CULPRIT_PORT is "http"; give a port'],
  [{ CULPRIT_GATEWAY_PORT: '70000' }, 'CULPRIT_GATEWAY_PORT is "70000"'],
  [{ CULPRIT_HOST: '0.0.0.0' }, 'it listens on 127.0.0.1 only'],
  [{ CULPRIT_SAMPLE: 'maybe' }, 'CULPRIT_SAMPLE is "maybe"; it takes on or off'],
  [{ CULPRIT_LOG_LEVEL: 'loud' }, 'CULPRIT_LOG_LEVEL is "loud"'],
  [{ CULPRIT_CONFIG: '/nowhere/culprit.yaml' }, 'there is no such file'],
] as const)('%o is refused, naming the variable and what it takes', ([env, message]) => {
  expect(() => configOf(env)).toThrow(message)
})
