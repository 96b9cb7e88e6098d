import { AppError } from '#contract/errors.ts'
import { failed, type StageOutcome, type Workshop } from './run.ts'

const outOfSpace = /ENOSPC|database or disk is full|no space left/i

/** What went wrong, for the reader; the inside of an unexpected failure goes to the log. */
export const toFailure = ({ log }: Pick<Workshop, 'log'>, deployment: string, error: unknown): StageOutcome & { ok: false } => {
  if (error instanceof AppError) return failed(error.code, { ...error.details, message: error.message })
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (outOfSpace.test(`${code} ${message}`)) return failed('out_of_space')
  log.error({ err: error, deployment }, 'a deployment failed unexpectedly')
  return failed('internal', { message })
}
