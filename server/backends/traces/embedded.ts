import { statSync } from 'node:fs'
import type { Logger } from 'pino'
import { unavailable } from '#contract/errors.ts'
import type { Fact } from '#contract/shared.ts'
import type { Clock } from '#lib/clock.ts'
import { createComplaints } from './complaints.ts'
import { listenGrpc, type Receiver } from './grpc-receiver.ts'
import { listenHttp } from './http-receiver.ts'
import { keepListening } from './listening.ts'
import type { TraceSink, Traces } from './port.ts'
import { createSegmentQueue } from './segment-queue.ts'
import { openTraceFile } from './trace-file.ts'
import { createTraceReader } from './trace-reader.ts'
import { createTraceRetention, type Retention } from './trace-retention.ts'
import { createTraceWriter } from './trace-writer.ts'

export interface EmbeddedTraces extends Traces, TraceSink, AsyncDisposable {
  /** `host:port` that agents report to; null while the port cannot be had. */
  readonly grpcAddress: string | null
  readonly httpAddress: string | null
}

const dayMs = 86_400_000
const kept: Retention = { maxAgeMs: 3 * dayMs, maxBytes: 2 * 1024 ** 3 }
const sweepMs = 5000

/** Receives what SkyWalking agents report, keeps it in one SQLite file, and answers from there. */
export const createEmbeddedTraces = async (options: {
  path: string
  /** 0 takes any free port. */
  grpcPort: number
  httpPort: number
  host: string
  log: Logger
  clock: Clock
  retention?: Retention
  /** How long a port that cannot be had is left alone. */
  listenRetryMs?: number
}): Promise<EmbeddedTraces> => {
  const { path, host, log, clock, grpcPort, httpPort, retention = kept, listenRetryMs } = options
  const { database, movedTo } = openTraceFile(path)
  if (movedTo !== null) log.error({ path, movedTo }, 'the trace store is damaged; it was moved aside and an empty one begun')
  const notes: Fact[] = movedTo === null ? [] : [{ code: 'store.moved_aside', params: { path: movedTo } }]
  const writer = createTraceWriter(database)
  const reader = createTraceReader(database)
  const sweeper = createTraceRetention(database, retention)
  const complaints = createComplaints(log, clock)
  const queue = createSegmentQueue((segments) => {
    writer.store(segments, clock.now())
  })
  const sink: TraceSink = { store: (segments) => queue.add(segments) }
  const listen = (kind: string, port: number, open: (port: number) => Promise<Receiver>) =>
    keepListening({ kind, host, port, open, log, retryMs: listenRetryMs })
  const grpc = await listen('gRPC', grpcPort, (port) => listenGrpc({ host, port, sink, complaints }))
  const http = await listen('HTTP', httpPort, (port) => listenHttp({ host, port, sink, complaints }))

  let sweeping = setTimeout(function sweep() {
    let more = false
    try {
      more = sweeper.sweep(clock.now())
    } catch (error) {
      log.error({ err: error }, 'old traces could not be deleted')
    }
    sweeping = setTimeout(sweep, more ? 20 : sweepMs)
    sweeping.unref()
  }, sweepMs)
  sweeping.unref()

  return {
    kind: 'embedded',
    get grpcAddress() {
      return grpc.address
    },
    get httpAddress() {
      return http.address
    },
    store: sink.store,
    trace: async (traceId) => reader.trace(traceId),
    traceOfSegment: async (segmentId) => reader.traceOfSegment(segmentId),
    list: async (query) => reader.list(query),
    failedSince: async (cursor, limit) => reader.failedSince(cursor, limit),
    entryCounts: async (range) => reader.entryCounts(range),
    async status() {
      const problem = grpc.problem ?? http.problem
      if (problem !== null) throw unavailable(problem)
      return {
        version: `SQLite ${String(database.prepare('select sqlite_version() as version').get()?.version)}`,
        address: `gRPC ${grpc.address}, HTTP ${http.address}`,
        spans: reader.spans(),
        bytes: statSync(path).size,
        dropped: queue.dropped + complaints.count,
        notes,
      }
    },
    async [Symbol.asyncDispose]() {
      clearTimeout(sweeping)
      await Promise.all([grpc[Symbol.asyncDispose](), http[Symbol.asyncDispose]()])
      queue.flush()
      database.close()
    },
  }
}
