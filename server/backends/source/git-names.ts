import { AppError } from '#contract/errors.ts'
import { CommitId } from '#contract/shared.ts'
import type { Sha } from './port.ts'

const transports = /^(https?|ssh|git|file):\/\/[^-\s]/
/** `user@host:path`, as ssh takes it. */
const sshShort = /^[\w.-]+@[\w][\w.-]*:[^-:]/

/** Refuses what git would read as an option, a helper program or a path relative to us. */
export const checkAddress = (address: string): string => {
  const allowed = address.startsWith('/') || transports.test(address) || sshShort.test(address)
  if (allowed && !/\p{Cc}/u.test(address)) return address
  throw new AppError(
    'not_a_repository',
    'The address of a repository is an absolute path, an http(s), ssh, git or file URL, or user@host:path.',
  )
}

/** Every id that reaches git's arguments passes here, so that none can be an option or an expression. */
export const checkSha = (id: string): Sha => {
  if (CommitId.safeParse(id).success) return id
  throw new AppError('bad_request', 'A full commit id has 40 or 64 hexadecimal digits.')
}

export const isFullId = (name: string): boolean => CommitId.safeParse(name).success
export const isShortId = (name: string): boolean => /^[0-9a-f]{7,64}$/.test(name)

/**
 * Why a new branch may not have this name although git would take it: it passes for an option, an id, another ref, or for
 * another name on the screen.
 */
export const branchNameRefusal = (name: string): string | null => {
  if (name === '' || Buffer.byteLength(name) > 200) return 'it has no characters or more than 200 bytes'
  if (name.startsWith('-')) return 'it begins with a dash'
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(name)) return 'it looks like a commit id'
  if (/^(head|fetch_head|orig_head|merge_head|@)$/i.test(name)) return 'git gives it another meaning'
  if (/^refs\//i.test(name)) return 'it begins with refs/'
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) return 'it holds an invisible character'
  return null
}

/** Whether git could have a branch of this name; keeps `name^{...}`, `a..b` and other expressions away from its parser. */
export const couldBeBranch = (name: string): boolean => name !== '' && name.length <= 1000 && !/[\s~^:?*[\\]|\.\.|@\{|\p{Cc}/u.test(name)
