import { spawn } from 'node:child_process'
import { AppError, unavailable } from '#contract/errors.ts'
import { gitFailure } from './git-errors.ts'

export interface GitCall {
  /** The bare repository it works in. */
  repository?: string
  input?: string
  signal: AbortSignal
  limitMs?: number
  maxBytes?: number
  environment?: Record<string, string>
  /** It talks to the origin: the credentials and proxies of the user's own git configuration apply. */
  remote?: boolean
  /** Exit codes that are answers; any other is thrown. */
  accept?: readonly number[]
}

export interface GitAnswer {
  code: number
  stdout: Buffer
}

const defaultLimitMs = 60_000
const defaultMaxBytes = 64 * 1024 * 1024
const stderrCap = 16 * 1024

/** What git may take from our own environment: enough to reach an origin, nothing that redirects it to another repository. */
const inherited = [
  ...['PATH', 'HOME', 'TMPDIR', 'SSH_AUTH_SOCK', 'GIT_SSH_COMMAND', 'GIT_SSL_CAINFO', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ...['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'],
]

const fixedEnvironment = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
  GIT_AUTHOR_NAME: 'Culprit',
  GIT_AUTHOR_EMAIL: 'culprit@localhost',
  GIT_COMMITTER_NAME: 'Culprit',
  GIT_COMMITTER_EMAIL: 'culprit@localhost',
}

const settings = [
  'core.hooksPath=/dev/null',
  'core.attributesFile=/dev/null',
  'core.fsmonitor=false',
  'protocol.ext.allow=never',
  'submodule.recurse=false',
  'maintenance.auto=false',
  'gc.auto=0',
]

const environmentOf = (call: GitCall): Record<string, string> => {
  const environment: Record<string, string> = { GIT_SSH_COMMAND: 'ssh -oBatchMode=yes' }
  for (const name of inherited) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  Object.assign(environment, fixedEnvironment, call.environment)
  if (!call.remote) environment.GIT_CONFIG_GLOBAL = '/dev/null'
  return environment
}

/** Runs git once, without a shell, in a process group of its own that does not outlive the call. */
export const runGit = (args: readonly string[], call: GitCall): Promise<GitAnswer> =>
  new Promise((resolve, reject) => {
    call.signal.throwIfAborted()
    const maxBytes = call.maxBytes ?? defaultMaxBytes
    const limitMs = call.limitMs ?? defaultLimitMs
    const place = call.repository === undefined ? [] : [`--git-dir=${call.repository}`]
    const options = ['--no-pager', '--no-replace-objects', '--literal-pathspecs', ...place, ...settings.flatMap((one) => ['-c', one])]
    const child = spawn('git', [...options, ...args], {
      env: environmentOf(call),
      cwd: call.repository ?? '/',
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })

    let refusal: unknown = null
    const end = (reason: unknown): void => {
      refusal ??= reason
      if (child.pid !== undefined) killGroup(child.pid)
    }
    const onAbort = (): void => end(call.signal.reason)
    const timer = setTimeout(() => end(unavailable(`git ${args[0]} took longer than ${limitMs / 1000} s.`, { limitMs })), limitMs)
    call.signal.addEventListener('abort', onAbort, { once: true })

    const chunks: Buffer[] = []
    let size = 0
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      else end(new AppError('too_large', `git ${args[0]} answered more than ${maxBytes} bytes.`, { maxBytes }))
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < stderrCap) stderr += chunk.toString('utf8')
    })
    // A git that ends before it has read its input is judged by its exit code.
    child.stdin.on('error', () => {})
    child.stdin.end(call.input ?? '')

    const settle = (done: () => void): void => {
      clearTimeout(timer)
      call.signal.removeEventListener('abort', onAbort)
      done()
    }
    child.on('error', (error) => settle(() => reject(unavailable('git cannot be started. Install git 2.38 or later.', {}, error))))
    child.on('close', (code, killedBy) =>
      settle(() => {
        if (refusal !== null) reject(refusal)
        else if (code !== null && (call.accept ?? [0]).includes(code)) resolve({ code, stdout: Buffer.concat(chunks) })
        else reject(gitFailure(args[0] ?? '', stderr, code ?? killedBy ?? ''))
      }),
    )
  })

const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
