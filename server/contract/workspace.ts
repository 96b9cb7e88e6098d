import { z } from 'zod'
import { CommitId, Name, Time } from './shared.ts'

/** Who a service or environment is owned by: the UI may edit only what `ui` owns. */
export const ManagedBy = z.enum(['ui', 'file', 'sample'])

export const ServiceSpec = z.object({
  repository: z.string().min(1),
  baseBranch: z.string().min(1),
  language: z.enum(['java', 'node', 'python', 'go']),
  build: z.object({ run: z.string().min(1), artifact: z.string().min(1), timeoutMs: z.number().int().positive() }),
  start: z.object({ run: z.string().min(1) }),
  health: z.object({ http: z.string().startsWith('/'), deadlineMs: z.number().int().positive() }),
})
export type ServiceSpec = z.infer<typeof ServiceSpec>

export const Service = ServiceSpec.extend({ name: Name, managedBy: ManagedBy })
export type Service = z.infer<typeof Service>

export const Environment = z.object({
  name: Name,
  /** Place in the promotion order, from 0. */
  position: z.number().int(),
  label: z.object({ zh: z.string(), en: z.string() }),
  /** A service is reached as `<service>.<domain>` on the gateway's port. */
  domain: z.string(),
  runtime: z.object({ kind: z.enum(['process']) }),
  /** Given to every instance as environment variables. Values of names that look secret are masked in answers. */
  middleware: z.record(z.string(), z.string()),
  instances: z.number().int().positive(),
  /** The environment's name must be typed to roll back or to deploy here. */
  typedConfirmation: z.boolean(),
  managedBy: ManagedBy,
})
export type Environment = z.infer<typeof Environment>

export const Branch = z.object({
  name: z.string(),
  head: CommitId,
  subject: z.string(),
  author: z.string(),
  authoredAt: Time,
  /** Commits the branch has and the base has not, and the reverse. */
  ahead: z.number().int(),
  behind: z.number().int(),
  /** Against what the asked environment runs now. */
  here: z.enum(['same', 'moved', 'absent']),
  /** Commits that came since the head that runs there. */
  newCommits: z.number().int(),
})
export type Branch = z.infer<typeof Branch>

export const Commit = z.object({
  id: CommitId,
  author: z.string(),
  authoredAt: Time,
  subject: z.string(),
  /** The branch of the release that brings it; null for the base. */
  branch: z.string().nullable(),
})
export type Commit = z.infer<typeof Commit>

/** One integration: what would be, or was, merged, and who clashes with whom. */
export const Integration = z.object({
  service: Name,
  environment: Name,
  base: z.object({ branch: z.string(), commit: CommitId }),
  branches: z.array(
    z.object({
      name: z.string(),
      head: CommitId,
      author: z.string(),
      outcome: z.enum(['merged', 'contained', 'conflict', 'conflict_base', 'conflict_group', 'gone']),
      commits: z.number().int(),
    }),
  ),
  /** Every pair of the ticked branches that does not merge; `b` is null for a clash with the base. */
  conflicts: z.array(z.object({ a: z.string(), b: z.string().nullable(), files: z.array(z.string()) })),
  /** The integration commit; null while anything conflicts. A preview makes none. */
  commit: CommitId.nullable(),
  tree: CommitId.nullable(),
  commits: z.number().int(),
  people: z.array(z.string()),
  /** Branches that the environment runs now and that are not ticked. */
  leaves: z.array(z.object({ name: z.string(), author: z.string(), deployedBy: z.string(), deployedAt: Time })),
})
export type Integration = z.infer<typeof Integration>
