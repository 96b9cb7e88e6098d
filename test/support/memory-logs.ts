import type { LogQuery, LogSink, Logs, NewLogRecord, StoredPosition } from '../../server/backends/logs/port.ts'

const nowhere: StoredPosition = { stdout: 0, stderr: 0, stdoutLines: 0, stderrLines: 0 }

/** A log store in memory, which can be made to refuse or to be slow. */
export const createMemoryLogs = () => {
  const records: (NewLogRecord & { id: number })[] = []
  const positions = new Map<string, StoredPosition>()
  let failure: Error | null = null
  let failAfterStoring = false
  let gate: Promise<void> = Promise.resolve()

  const store: LogSink['store'] = async (added, reached) => {
    await gate
    if (failure !== null) throw failure
    for (const record of added) records.push({ ...record, id: records.length + 1 })
    for (const { instance, position } of reached) positions.set(instance, position)
    if (failAfterStoring) {
      failAfterStoring = false
      throw new Error('the answer was lost')
    }
  }
  const search: Logs['search'] = async (query: LogQuery) => {
    if (failure !== null) throw failure
    const wanted = records
      .filter((record) => query.instances === undefined || query.instances.includes(record.instance))
      .sort((left, right) => right.at - left.at || right.id - left.id)
    const from = Number(query.after ?? 0)
    const items = wanted.slice(from, from + query.limit)
    const next = from + query.limit < wanted.length ? String(from + query.limit) : null
    return { items, next, total: wanted.length, totalIsExact: true }
  }
  return {
    records,
    store,
    search,
    position: async (instance: string) => positions.get(instance) ?? nowhere,
    /** Every call fails with this until it is null again. */
    refuse(reason: string | null) {
      failure = reason === null ? null : new Error(reason)
    },
    loseNextAnswer() {
      failAfterStoring = true
    },
    /** Storing waits until the returned function is called. */
    hold(): () => void {
      let open = () => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      return open
    },
  }
}
