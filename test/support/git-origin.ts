import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { tempFolder } from './temp-folder.ts'

export interface OriginFile {
  /** The default is a plain file; `link` makes its content the target of a symbolic link. */
  kind?: 'file' | 'executable' | 'link' | 'submodule'
  content: string
}

/** A repository that people push to, worked on without a work tree. */
export interface Origin extends AsyncDisposable {
  address: string
  /** Commits files on top of `parents` and points the branch at it, by force. */
  commit(branch: string, parents: readonly string[], files: Record<string, string | OriginFile>): Promise<string>
  /** Points any ref at a commit, or deletes it; also names that git refuses to create as branches. */
  setRef(ref: string, commit: string | null): Promise<void>
  /** Commit of a ref, or null. */
  ref(ref: string): Promise<string | null>
}

const data = (content: string): string => `data ${Buffer.byteLength(content)}\n${content}`

const modes = { file: '100644', executable: '100755', link: '120000' }

export const openOrigin = async (): Promise<Origin> => {
  const folder = await tempFolder()
  const address = join(folder.path, 'origin.git')
  const environment = {
    PATH: process.env.PATH ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_DIR: address,
  }
  const git = async (args: readonly string[], input = ''): Promise<{ code: number; answer: string }> => {
    const child = spawn('git', args, { cwd: folder.path, env: environment, stdio: ['pipe', 'pipe', 'ignore'] })
    child.stdin.on('error', () => {}).end(input)
    const [answer, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
    return { code, answer: answer.trim() }
  }
  const must = async (args: readonly string[], input?: string): Promise<string> => {
    const { code, answer } = await git(args, input)
    if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}`)
    return answer
  }
  await must(['init', '--quiet', '--bare', '--initial-branch=main', address])

  return {
    address,
    async commit(branch, parents, files) {
      const message = `Work on ${branch}\n\nBody.`
      const [from, ...merged] = parents
      const lines = [`commit refs/heads/${branch}`, 'mark :1', 'committer Li Na <li@acme> now', data(message)]
      if (from !== undefined) lines.push(`from ${from}`, ...merged.map((parent) => `merge ${parent}`))
      for (const [path, file] of Object.entries(files)) {
        const { kind = 'file', content } = typeof file === 'string' ? { content: file } : file
        lines.push(kind === 'submodule' ? `M 160000 ${content} ${path}` : `M ${modes[kind]} inline ${path}\n${data(content)}`)
      }
      return must(['fast-import', '--quiet', '--force', '--date-format=now'], `${lines.join('\n')}\nget-mark :1\n`)
    },
    async setRef(ref, commit) {
      await must(commit === null ? ['update-ref', '-d', ref] : ['update-ref', ref, commit])
    },
    async ref(ref) {
      const { code, answer } = await git(['rev-parse', '--verify', '--quiet', ref])
      return code === 0 ? answer : null
    },
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
  }
}
