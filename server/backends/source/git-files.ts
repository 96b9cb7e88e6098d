import { AppError, badRequest } from '#contract/errors.ts'
import { GitFailure } from './git-errors.ts'
import { checkSha } from './git-names.ts'
import { runGit } from './git-process.ts'
import type { BlameLine, Sha } from './port.ts'

export const changedFiles = async (mirror: string, from: Sha, to: Sha, signal: AbortSignal) => {
  const options = ['-r', '-z', '--numstat', '--no-renames', '--no-ext-diff', '--no-textconv']
  const { stdout } = await runGit(['diff-tree', ...options, checkSha(from), checkSha(to), '--'], { repository: mirror, signal })
  return stdout
    .toString('utf8')
    .split('\0')
    .filter((row) => row !== '')
    .map((row) => {
      const [added = '', removed = '', ...path] = row.split('\t')
      return { path: path.join('\t'), added: Number(added) || 0, removed: Number(removed) || 0 }
    })
}

export const findFiles = async (mirror: string, commit: Sha, suffix: string, limit: number, signal: AbortSignal): Promise<string[]> => {
  const { stdout } = await runGit(['ls-tree', '-r', '-z', '--name-only', '--full-tree', checkSha(commit)], { repository: mirror, signal })
  const found: string[] = []
  for (const path of stdout.toString('utf8').split('\0')) {
    if (path !== '' && path.endsWith(suffix)) found.push(path)
    if (found.length >= limit) break
  }
  return found
}

export const blame = async (
  mirror: string,
  commit: Sha,
  path: string,
  from: number,
  to: number,
  signal: AbortSignal,
): Promise<BlameLine[] | null> => {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 1 && to >= from)) throw badRequest('Lines count from 1, in order.')
  if (path === '' || path.includes('\0')) return null
  try {
    const args = ['blame', '--porcelain', '-L', `${from},${to}`, checkSha(commit), '--', path]
    const { stdout } = await runGit(args, { repository: mirror, signal })
    return parseBlame(stdout.toString('utf8'))
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error
    if (/has only \d+ lines?/.test(error.stderr)) return []
    if (/no such path|not a regular file|is outside repository/i.test(error.stderr)) return null
    throw error
  }
}

/** Porcelain names a commit's author and subject once, at its first line. */
const parseBlame = (answer: string): BlameLine[] => {
  const commits = new Map<string, { author: string; authoredAt: number; subject: string }>()
  const lines: BlameLine[] = []
  let commit = ''
  let no = 0
  for (const row of answer.split('\n')) {
    const head = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(row)
    const about = commits.get(commit)
    if (row.startsWith('\t') && about !== undefined) lines.push({ no, text: row.slice(1), commit, ...about })
    else if (head !== null) {
      commit = head[1] ?? ''
      no = Number(head[2])
      if (!commits.has(commit)) commits.set(commit, { author: '', authoredAt: 0, subject: '' })
    } else if (about !== undefined) {
      if (row.startsWith('author ')) about.author = row.slice(7)
      else if (row.startsWith('author-time ')) about.authoredAt = Number(row.slice(12)) * 1000
      else if (row.startsWith('summary ')) about.subject = row.slice(8)
    }
  }
  return lines
}

export const treeOf = async (mirror: string, commit: Sha, signal: AbortSignal): Promise<Sha> => {
  const { code, stdout } = await runGit(['rev-parse', '--verify', '--quiet', '--end-of-options', `${checkSha(commit)}^{tree}`], {
    repository: mirror,
    signal,
    accept: [0, 1, 128],
  })
  if (code !== 0) throw new AppError('not_found', `Commit ${commit} is no longer in the repository.`, { what: 'commit', id: commit })
  return stdout.toString().trim()
}
