import type { State } from '../backends/state/port.ts'
import { createAudit } from './audit.ts'
import { openDatabase } from './database.ts'
import { createDeployments } from './deployments.ts'
import { createErrors } from './errors.ts'
import { createExposure } from './exposure.ts'
import { createInstances } from './instances.ts'
import { createJournal } from './journal.ts'
import { createLive } from './live.ts'
import { createMarks } from './marks.ts'
import { createReleases } from './releases.ts'
import { createWorkspace } from './workspace.ts'

export type Records = Awaited<ReturnType<typeof openRecords>>

/** All that Culprit remembers, over one state database. */
export const openRecords = async (state: State) => {
  const db = await openDatabase(state)
  return {
    workspace: createWorkspace(db),
    releases: createReleases(db),
    deployments: createDeployments(db),
    journal: createJournal(db),
    instances: createInstances(db),
    live: createLive(db),
    errors: createErrors(db),
    exposure: createExposure(db),
    marks: createMarks(db),
    audit: createAudit(db),
  }
}
