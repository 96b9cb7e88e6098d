import { levels } from '#contract/telemetry.ts'
import type { Batch, Origin, Position } from './batch.ts'
import type { NewLogRecord } from './port.ts'

const mostOrigins = 65_535

const sameOrigin = (a: Origin, b: Origin): boolean =>
  a.instance === b.instance &&
  a.stream === b.stream &&
  a.release === b.release &&
  a.service === b.service &&
  a.environment === b.environment

const numberer = (origins: Origin[]) => {
  const known = new Map<string, number>()
  let last = -1
  return (record: NewLogRecord): number => {
    const before = origins[last]
    if (before !== undefined && sameOrigin(before, record)) return last
    const { service, environment, instance, release, stream } = record
    const key = [instance, release, stream, service, environment].join('\n')
    last = known.get(key) ?? origins.push({ service, environment, instance, release, stream }) - 1
    known.set(key, last)
    return last
  }
}

/** Turns records into a batch for the worker. */
export const pack = (records: readonly NewLogRecord[], positions: readonly Position[]): Batch => {
  const size = records.length
  const batch: Batch = {
    at: new Float64Array(size),
    seq: new Float64Array(size),
    level: new Uint8Array(size),
    cut: new Uint32Array(size),
    origin: new Uint16Array(size),
    origins: [],
    texts: records.map((record) => record.text),
    traces: records.map((record) => record.traceId),
    positions,
  }
  const originOf = numberer(batch.origins)
  records.forEach((record, index) => {
    batch.at[index] = record.at
    batch.seq[index] = record.seq ?? 0
    batch.level[index] = levels.indexOf(record.level)
    batch.cut[index] = record.cutBytes
    batch.origin[index] = originOf(record)
  })
  if (batch.origins.length > mostOrigins) throw new RangeError(`A batch holds at most ${mostOrigins} different origins.`)
  return batch
}
