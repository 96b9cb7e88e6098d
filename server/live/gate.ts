import type { Logger } from 'pino'
import { AppError, badRequest } from '#contract/errors.ts'
import type { Access } from '#contract/routes.ts'
import { type ClientEvents, socketAccess } from '#contract/socket.ts'
import type { Clock } from '#lib/clock.ts'
import { type EventHandlers, schemas } from './events.ts'

/** Messages of one browser within a second; one that sends many more is cut off. */
const messagesPerSecond = 50
const cutOffAt = 500

type Reply = (answer: { ok: true; value: unknown } | { ok: false; code: string; message: string }) => void

export interface GateDeps {
  handlers: EventHandlers
  /** Whether whoever sends may do what the rule asks for. */
  allows(rule: Access): boolean
  cutOff(): void
  clock: Clock
  log: Pick<Logger, 'warn'>
}

const isEvent = (name: unknown): name is keyof ClientEvents => typeof name === 'string' && Object.hasOwn(socketAccess, name)

const parse = (event: keyof ClientEvents, ask: unknown): unknown => {
  const result = schemas[event].safeParse(ask)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw badRequest(`${event}${field === '' ? '' : ` "${field}"`}: ${issue?.message ?? 'is not valid'}.`, { where: event, field })
}

/**
 * The one way in: every message a browser sends passes here, in this order: rate, known event, rule of the contract's table,
 * schema, handler. It never throws; what is refused is answered with a stable code, where the sender wants an answer.
 */
export const createGate = ({ handlers, allows, cutOff, clock, log }: GateDeps): ((packet: readonly unknown[]) => Promise<void>) => {
  let windowFrom = 0
  let count = 0

  const checkRate = (): void => {
    const now = clock.now()
    if (now - windowFrom >= 1000 || now < windowFrom) {
      windowFrom = now
      count = 0
    }
    count += 1
    if (count > cutOffAt) cutOff()
    if (count > messagesPerSecond) throw new AppError('too_many_requests', `At most ${messagesPerSecond} messages a second; wait a moment.`)
  }

  const handle = async (event: unknown, ask: unknown): Promise<unknown> => {
    checkRate()
    if (!isEvent(event)) throw new AppError('not_found', `There is no event ${String(event).slice(0, 60)}.`)
    // Existence and right are answered alike once people exist; today the rule decides by itself.
    if (!allows(socketAccess[event])) throw new AppError('not_found', `There is no event ${event}.`)
    const act = handlers[event] as (ask: unknown) => unknown
    return act(parse(event, ask))
  }

  return async (packet) => {
    const [event, ask, last] = packet
    const reply: Reply = typeof last === 'function' ? (answer) => last(answer) : () => {}
    try {
      reply({ ok: true, value: (await handle(event, ask)) ?? null })
    } catch (error) {
      if (!(error instanceof AppError)) log.warn({ err: error, event }, 'a message of a browser could not be handled')
      const refusal =
        error instanceof AppError ? error : new AppError('internal', 'Something went wrong in Culprit. Its log has the details.')
      reply({ ok: false, code: refusal.code, message: refusal.message })
    }
  }
}
