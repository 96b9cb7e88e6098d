import { delimiter, dirname, join } from 'node:path'
import type { Environment, Service } from '#contract/workspace.ts'
import { repositoryPath } from './repository.ts'

/** Where the sample finds what it runs with. */
export interface SamplePlace {
  gatewayPort: number
  /** Folder of the sample's repositories and database files. */
  folder: string
  /** Folder of Culprit's packages: the tracing agent of the services is among them. */
  nodeModules: string
}

export const sampleEnvironments = ['dev', 'test', 'pre', 'prod'] as const

const labels = {
  dev: { zh: '开发', en: 'Development' },
  test: { zh: '测试', en: 'Test' },
  pre: { zh: '灰度', en: 'Pre-production' },
  prod: { zh: '生产', en: 'Production' },
} as const

/** The heap is kept small: a dozen of these run on a laptop beside everything else. */
const start = 'node --max-old-space-size=64 --max-semi-space-size=1 src/server.js'

export const sampleService = (name: string, { folder }: SamplePlace): Service => ({
  name,
  repository: repositoryPath(folder, name),
  baseBranch: 'main',
  language: 'node',
  build: { run: 'node build.js', artifact: 'dist', timeoutMs: 60_000 },
  start: { run: start },
  health: { http: '/health', deadlineMs: 30_000 },
  managedBy: 'sample',
})

/**
 * An environment with its own domain and database files. `PATH` makes `node` in the build and start commands the one that runs
 * the console, so that a machine without a Node of its own is enough.
 */
export const sampleEnvironment = (name: (typeof sampleEnvironments)[number], place: SamplePlace): Environment => ({
  name,
  position: sampleEnvironments.indexOf(name),
  label: labels[name],
  domain: `${name}.localhost`,
  runtime: { kind: 'process' },
  middleware: {
    STAFF_URL: `http://staff-service.${name}.localhost:${place.gatewayPort}`,
    DATABASE_FOLDER: join(place.folder, 'databases', name),
    NODE_PATH: place.nodeModules,
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
  },
  instances: 1,
  typedConfirmation: name === 'prod',
  managedBy: 'sample',
})
