import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Files of a repository by path, as text. */
export type Files = ReadonlyMap<string, string>

const root = fileURLToPath(new URL('templates/', import.meta.url))

/** The files of the layers, later ones on top. */
export const readLayers = async (layers: readonly string[]): Promise<Files> => {
  const files = new Map<string, string>()
  for (const layer of layers) {
    const folder = join(root, layer)
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      files.set(path.slice(folder.length + 1).replaceAll('\\', '/'), await readFile(path, 'utf8'))
    }
  }
  return files
}

/** The files that branches of a service add whole. */
export const readBranchFiles = (service: string): Promise<Files> => readLayers([join('branches', service)])
