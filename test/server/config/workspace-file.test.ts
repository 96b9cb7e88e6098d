import { expect, test } from 'vitest'
import { parseWorkspaceFile } from '../../../server/config/workspace-file.ts'

const good = `environments:
  - name: prod
    domain: prod.acme.internal
    middleware: { MYSQL_URL: "mysql://db/staff" }
services:
  - name: staff-service
    repository: /srv/git/staff-service.git
    language: node
    build: { run: npm ci, artifact: dist, timeout: 90s }
    start: { run: node server.js }
    health: { http: /health }
`

test('reads services and environments, with what is not said filled in', () => {
  const { services, environments } = parseWorkspaceFile('culprit.yaml', good)
  expect(environments).toEqual([
    expect.objectContaining({
      name: 'prod',
      position: 0,
      instances: 1,
      typedConfirmation: true,
      managedBy: 'file',
      label: { zh: 'PROD', en: 'PROD' },
    }),
  ])
  expect(services).toEqual([
    expect.objectContaining({
      name: 'staff-service',
      baseBranch: 'main',
      build: { run: 'npm ci', artifact: 'dist', timeoutMs: 90_000 },
      health: { http: '/health', deadlineMs: 60_000 },
    }),
  ])
})

test('an empty file names nothing', () => {
  expect(parseWorkspaceFile('culprit.yaml', '')).toEqual({ services: [], environments: [] })
})

test.for([
  [
    'an unknown key',
    good.replace('language: node', 'langauge: node'),
    'culprit.yaml:8:5: "langauge" is not a key that Culprit knows here.',
  ],
  ['an unknown key at the top', `enviroments: []\n${good}`, 'culprit.yaml:1:1: "enviroments" is not a key that Culprit knows here.'],
  ['a value of the wrong kind', good.replace('domain: prod.acme.internal', 'domain: 7'), 'culprit.yaml:3:13: environments.0.domain: '],
  ['a duration without a unit', good.replace('90s', '90'), 'culprit.yaml:9:52: services.0.build.timeout: '],
  ['a missing value', good.replace('    start: { run: node server.js }\n', ''), 'culprit.yaml:6:5: services.0.start: '],
  ['broken YAML', good.replace('{ run: npm ci,', '{ run: npm ci'), 'culprit.yaml:9:'],
] as const)('%s is refused with file, line and column', ([, text, message]) => {
  expect(() => parseWorkspaceFile('culprit.yaml', text)).toThrow(message)
})
