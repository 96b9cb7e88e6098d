import { AppError, type ErrorCode } from '#contract/errors.ts'

/** What git printed when it refused, kept so that a caller can read more of it than the code. */
export class GitFailure extends AppError {
  override name = 'GitFailure'
  readonly stderr: string

  constructor(code: ErrorCode, message: string, stderr: string) {
    super(code, message)
    this.stderr = stderr
  }
}

const rules: readonly { says: RegExp; code: ErrorCode; message: string }[] = [
  { says: /No space left on device/, code: 'out_of_space', message: 'There is no space left on the disk of the data folder.' },
  {
    says: /does not appear to be a git repository|repository '.*' not found|not a git repository|Repository not found|remote: Not Found/,
    code: 'not_a_repository',
    message: 'There is no git repository at this address.',
  },
  {
    says: /Authentication failed|could not read Username|could not read Password|Permission denied|HTTP 40[13]|error: 40[13]/,
    code: 'unavailable',
    message: 'The repository refuses access: check the credentials in the git configuration of the user that runs Culprit.',
  },
  {
    says: /dubious ownership/,
    code: 'unavailable',
    message: 'The repository belongs to another user: allow it with git config --global safe.directory.',
  },
  {
    says: /Could not resolve host|Could not resolve hostname|Connection refused|Failed to connect|timed out|unable to access|Could not read from remote/,
    code: 'unavailable',
    message: 'The repository cannot be reached.',
  },
  {
    says: /not something we can merge|Not a valid (object|commit) name|bad object|unknown revision|Invalid revision range|not a valid object|Needed a single revision|not a tree object/,
    code: 'not_found',
    message: 'A commit is no longer in the repository.',
  },
]

/** Credentials in an address never reach a message. */
export const withoutCredentials = (text: string): string => text.replaceAll(/\/\/[^/@\s']+@/g, '//')

/** The refusal that stands behind git's own words. */
export const gitFailure = (command: string, stderr: string, ended: number | string): GitFailure => {
  const said = withoutCredentials(stderr).trim()
  const rule = rules.find(({ says }) => says.test(said))
  const lines = said.split('\n')
  const excerpt = (lines.find((line) => /^(fatal|error): /.test(line)) ?? lines.at(-1) ?? '').slice(0, 500)
  const detail = excerpt === '' ? '' : ` git says: ${excerpt}`
  return new GitFailure(rule?.code ?? 'unavailable', `${rule?.message ?? `git ${command} failed (${ended}).`}${detail}`, said)
}
