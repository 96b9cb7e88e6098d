import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A real repository made on the spot. Paths map to contents; null deletes. */
export interface GitRepository {
  path: string
  /** Commits files onto a branch, made from `from` where it does not exist yet; resolves with its head. */
  commit(branch: string, files: Record<string, string | null>, from?: string): Promise<string>
  /** Moves a branch back to another commit and adds one there, as a force-push does. */
  forcePush(branch: string, files: Record<string, string>): Promise<string>
  deleteBranch(branch: string): Promise<void>
  git(...args: string[]): Promise<string>
}

export const makeGitRepository = async (path: string, files: Record<string, string>, author = 'Li Na'): Promise<GitRepository> => {
  await mkdir(path, { recursive: true })
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: path,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: author,
    GIT_AUTHOR_EMAIL: 'author@example.org',
    GIT_COMMITTER_NAME: author,
    GIT_COMMITTER_EMAIL: 'author@example.org',
  }
  const git = async (...args: string[]): Promise<string> => (await run('git', args, { cwd: path, env: environment })).stdout.trim()

  const write = async (contents: Record<string, string | null>): Promise<void> => {
    for (const [name, content] of Object.entries(contents)) {
      const file = join(path, name)
      await mkdir(dirname(file), { recursive: true })
      await (content === null ? rm(file, { force: true }) : writeFile(file, content))
    }
  }

  const commitHere = async (branch: string, contents: Record<string, string | null>): Promise<string> => {
    await write(contents)
    await git('add', '-A')
    await git('commit', '-q', '--allow-empty', '-m', `Change ${branch}`)
    const head = await git('rev-parse', 'HEAD')
    await git('checkout', '-q', '--detach')
    return head
  }

  await git('init', '-q', '-b', 'main')
  await commitHere('main', files)
  return {
    path,
    git,
    async commit(branch, contents, from = 'main') {
      const known = await git('branch', '--list', branch)
      await (known === '' ? git('checkout', '-q', '-b', branch, from) : git('checkout', '-q', branch))
      return commitHere(branch, contents)
    },
    async forcePush(branch, contents) {
      await git('checkout', '-q', '-B', branch, 'main')
      return commitHere(branch, contents)
    },
    async deleteBranch(branch) {
      await git('branch', '-q', '-D', branch)
    },
  }
}
