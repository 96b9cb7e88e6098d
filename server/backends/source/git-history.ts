import { checkSha, couldBeBranch, isFullId, isShortId } from './git-names.ts'
import { runGit } from './git-process.ts'
import type { Sha, SourceBranch, SourceCommit } from './port.ts'

const records = (answer: Buffer, width: number): string[][] => {
  const fields = answer.toString('utf8').split('\0')
  const rows: string[][] = []
  for (let at = 0; at + width <= fields.length; at += width) rows.push(fields.slice(at, at + width))
  return rows
}

export const listBranches = async (mirror: string, signal: AbortSignal): Promise<SourceBranch[]> => {
  const format = ['%(refname:strip=2)', '%(objectname)', '%(contents:subject)', '%(authorname)', '%(authordate:unix)', ''].join('%00')
  const { stdout } = await runGit(['for-each-ref', `--format=${format}`, 'refs/heads'], { repository: mirror, signal })
  return records(stdout, 5).map(([name = '', head = '', subject = '', author = '', at = '']) => ({
    // The line feed that ends a record of for-each-ref begins the next one.
    name: name.replace(/^\n/, ''),
    head,
    subject,
    author,
    authoredAt: Number(at) * 1000,
  }))
}

/** An id is an id even where a branch has the same name: a branch cannot pass for a commit that somebody pinned. */
export const resolveName = async (mirror: string, name: string, signal: AbortSignal): Promise<Sha | null> => {
  if (isFullId(name)) return (await readCommit(mirror, name, signal))?.id ?? null
  if (couldBeBranch(name)) {
    const { code, stdout } = await runGit(['show-ref', '--verify', '--hash', '--end-of-options', `refs/heads/${name}`], {
      repository: mirror,
      signal,
      accept: [0, 1, 128],
    })
    if (code === 0) return stdout.toString().trim()
  }
  return (await readCommit(mirror, name, signal))?.id ?? null
}

const commitFormat = '%H%x00%P%x00%an%x00%at%x00%s'

const toCommit = ([id = '', parents = '', author = '', at = '', subject = '']: string[]): SourceCommit => ({
  id,
  parents: parents === '' ? [] : parents.split(' '),
  author,
  authoredAt: Number(at) * 1000,
  subject,
})

export const readCommit = async (mirror: string, id: string, signal: AbortSignal): Promise<SourceCommit | null> => {
  if (!isShortId(id)) return null
  const call = { repository: mirror, signal, accept: [0, 128] }
  const full = await runGit(['rev-parse', '--verify', '--quiet', '--end-of-options', `${id}^{commit}`], { ...call, accept: [0, 1, 128] })
  if (full.code !== 0) return null
  const { stdout } = await runGit(['log', '-z', '-1', `--format=tformat:${commitFormat}`, full.stdout.toString().trim(), '--'], call)
  return records(stdout, 5).map(toCommit)[0] ?? null
}

export const commitsBetween = async (
  mirror: string,
  from: readonly Sha[],
  to: Sha,
  limit: number,
  signal: AbortSignal,
): Promise<SourceCommit[]> => {
  const range = [checkSha(to), ...from.map((id) => `^${checkSha(id)}`)]
  const { stdout } = await runGit(['log', '-z', `--max-count=${Math.trunc(limit)}`, `--format=tformat:${commitFormat}`, ...range, '--'], {
    repository: mirror,
    signal,
  })
  return records(stdout, 5).map(toCommit)
}
