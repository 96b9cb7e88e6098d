import { z } from 'zod'
import { Name } from './shared.ts'

/**
 * Who may call a route or send a socket event. Until people exist everybody on this machine is an operator, but every row
 * states its rule, and one without a rule does not compile.
 */
export type Access = 'anyone' | 'reader' | 'developer' | 'operator'

export interface Route {
  method: 'get' | 'post' | 'delete'
  path: string
  access: Access
  /** One sentence for the API page. */
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  answer: z.ZodType
}

/** Pieces that many routes share. */
export const limit = z.coerce.number().int().min(1).max(1000)
export const time = z.coerce.number().int().min(0)
export const count = z.coerce.number().int().min(0)
export const byService = z.object({ service: Name })
export const byId = z.object({ id: z.string().min(1).max(100) })
