/** Every error code an answer of the API can carry. The client translates the code; `message` is for logs and scripts. */
export const errorCodes = [
  'bad_request',
  'not_found',
  'conflict',
  'forbidden_origin',
  'too_large',
  'too_many_requests',
  'unavailable',
  'internal',
  'not_a_repository',
  'empty_repository',
  'branch_not_found',
  'branch_exists',
  'branch_moved',
  'name_refused',
  'integration_conflict',
  'artifact_gone',
  'confirmation_missing',
  'nothing_to_roll_back_to',
  'deployment_finished',
  'managed_by_file',
  'out_of_space',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** Values that fill the blanks of a translated sentence. */
export type Params = Record<string, string | number>

/** An expected refusal with a stable code. Anything else that is thrown becomes `internal` at the HTTP edge. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ErrorCode
  readonly details: Params

  constructor(code: ErrorCode, message: string, details: Params = {}, cause?: unknown) {
    super(message, { cause })
    this.code = code
    this.details = details
  }
}

export const notFound = (what: string, id: string): AppError => new AppError('not_found', `There is no ${what} ${id}.`, { what, id })
export const badRequest = (message: string, details: Params = {}): AppError => new AppError('bad_request', message, details)
export const conflict = (message: string, details: Params = {}): AppError => new AppError('conflict', message, details)
export const unavailable = (message: string, details: Params = {}, cause?: unknown): AppError =>
  new AppError('unavailable', message, details, cause)
