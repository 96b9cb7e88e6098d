import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the files of a deployment lie. Names come from the contract's `Name` schema or are made by us. */
export interface Folders {
  build(deployment: string): string
  artifact(service: string, environment: string, number: number): string
  hasArtifact(service: string, environment: string, number: number): Promise<boolean>
  removeArtifact(service: string, environment: string, number: number): Promise<void>
  removePlace(service: string, environment: string): Promise<void>
  /** Numbers of the releases whose artifacts lie here. */
  artifacts(service: string, environment: string): Promise<number[]>
  removeBuild(deployment: string): Promise<void>
  /** What builds of a killed console left behind. */
  removeBuilds(keep: ReadonlySet<string>): Promise<void>
  output(deployment: string): string
}

export const createFolders = (root: string): Folders => {
  const builds = join(root, 'builds')
  const place = (service: string, environment: string): string => join(root, 'artifacts', service, environment)
  const artifact = (service: string, environment: string, number: number): string => join(place(service, environment), String(number))
  const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 3 })
  const list = (path: string): Promise<string[]> => readdir(path).catch(() => [])

  return {
    build: (deployment) => join(builds, deployment),
    artifact,
    hasArtifact: (service, environment, number) =>
      stat(artifact(service, environment, number)).then(
        (found) => found.isDirectory(),
        () => false,
      ),
    removeArtifact: (service, environment, number) => remove(artifact(service, environment, number)),
    removePlace: (service, environment) => remove(place(service, environment)),
    artifacts: async (service, environment) => (await list(place(service, environment))).map(Number).filter(Number.isInteger),
    removeBuild: (deployment) => remove(join(builds, deployment)),
    async removeBuilds(keep) {
      for (const name of await list(builds)) if (!keep.has(name)) await remove(join(builds, name))
    },
    output: (deployment) => join(root, 'output', deployment),
  }
}
