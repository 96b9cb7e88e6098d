import type { ServerReadableStream, ServerUnaryCall, ServiceDefinition, sendUnaryData, UntypedServiceImplementation } from '@grpc/grpc-js'
import type { Complaints } from './complaints.ts'
import type { TraceSink } from './port.ts'
import { decodeSegment, splitCollection } from './segment-codec.ts'

export interface Receiver extends AsyncDisposable {
  port: number
}

interface ReceiverDeps {
  host: string
  port: number
  sink: TraceSink
  complaints: Complaints
}

type Call = ServerUnaryCall<Buffer, Buffer>
type Stream = ServerReadableStream<Buffer, Buffer>
type Reply = sendUnaryData<Buffer>

const prefix = 'skywalking.v3.'
const mostMessageBytes = 16 * 1024 * 1024
/** An agent that sends faster than the disk takes is held up at this many unconfirmed segments. */
const mostUnconfirmed = 500
/** `Commands` without a command. */
const nothing = Buffer.alloc(0)

/** What agents report besides traces. It is answered, so that no agent logs an error, and not kept. */
const ignored: Record<string, { unary?: string[]; streams?: string[] }> = {
  ManagementService: { unary: ['reportInstanceProperties', 'keepAlive'] },
  JVMMetricReportService: { unary: ['collect'] },
  CLRMetricReportService: { unary: ['collect'] },
  MeterReportService: { streams: ['collect', 'collectBatch'] },
  LogReportService: { streams: ['collect'] },
  EventService: { streams: ['collect'] },
  ConfigurationDiscoveryService: { unary: ['fetchConfigurations'] },
  ProfileTask: { unary: ['getProfileTaskCommands', 'reportTaskFinish'], streams: ['collectSnapshot'] },
}

const bytes = (buffer: Buffer): Buffer => buffer

/** Messages stay bytes here: a message that is not protobuf must not end the stream that carries it. */
const definition = (service: string, { unary = [], streams = [] }: { unary?: string[]; streams?: string[] }): ServiceDefinition =>
  Object.fromEntries(
    [...unary.map((name) => ({ name, requestStream: false })), ...streams.map((name) => ({ name, requestStream: true }))].map(
      ({ name, requestStream }) => [
        name,
        {
          path: `/${prefix}${service}/${name}`,
          requestStream,
          responseStream: false,
          requestSerialize: bytes,
          requestDeserialize: bytes,
          responseSerialize: bytes,
          responseDeserialize: bytes,
        },
      ],
    ),
  )

const traceService = ({ sink, complaints }: ReceiverDeps, unavailable: number): UntypedServiceImplementation => {
  const refuse = (reply: Reply, error: unknown): void => {
    complaints.about(error instanceof Error ? error.message : String(error))
    reply({ code: unavailable, details: 'The segments could not be stored.' })
  }

  const decode = (message: Uint8Array) => {
    try {
      return [decodeSegment(message)]
    } catch (error) {
      complaints.about(`not a segment: ${error instanceof Error ? error.message : String(error)}`)
      return []
    }
  }

  const members = (message: Uint8Array): Uint8Array[] => {
    try {
      return splitCollection(message)
    } catch (error) {
      complaints.about(`not a collection of segments: ${error instanceof Error ? error.message : String(error)}`)
      return []
    }
  }

  return {
    collect(call: Stream, reply: Reply) {
      let unconfirmed = 0
      let failure: unknown = null
      let ended = false
      const finish = (): void => {
        if (!ended || unconfirmed > 0) return
        if (failure === null) reply(null, nothing)
        else refuse(reply, failure)
      }
      const confirm = (): void => {
        unconfirmed -= 1
        if (unconfirmed < mostUnconfirmed) call.resume()
        finish()
      }
      call.on('data', (message: Buffer) => {
        unconfirmed += 1
        if (unconfirmed >= mostUnconfirmed) call.pause()
        sink
          .store(decode(message))
          .catch((error: unknown) => {
            failure = error
          })
          .finally(confirm)
      })
      call.on('end', () => {
        ended = true
        finish()
      })
      // A call that breaks off has nobody to answer; what arrived of it is stored all the same.
      call.on('error', () => {})
    },
    collectInSync(call: Call, reply: Reply) {
      sink.store(members(call.request).flatMap(decode)).then(
        () => reply(null, nothing),
        (error: unknown) => refuse(reply, error),
      )
    },
  }
}

const politely = ({ unary = [], streams = [] }: { unary?: string[]; streams?: string[] }): UntypedServiceImplementation => ({
  ...Object.fromEntries(unary.map((name) => [name, (_call: Call, reply: Reply) => reply(null, nothing)])),
  ...Object.fromEntries(
    streams.map((name) => [
      name,
      (call: Stream, reply: Reply) => {
        call.on('error', () => {})
        call.on('end', () => reply(null, nothing))
        call.resume()
      },
    ]),
  ),
})

/** Listens for agents over gRPC. Rejects when the port cannot be had. */
export const listenGrpc = async (deps: ReceiverDeps): Promise<Receiver> => {
  const { Server, ServerCredentials, logVerbosity, setLogVerbosity, status } = await import('@grpc/grpc-js')
  // What matters of it is in our own log; it would write to the terminal.
  setLogVerbosity(logVerbosity.NONE)
  const server = new Server({
    'grpc.max_receive_message_length': mostMessageBytes,
    'grpc.keepalive_time_ms': 60_000,
    'grpc.so_reuseport': 0,
  })
  server.addService(
    definition('TraceSegmentReportService', { unary: ['collectInSync'], streams: ['collect'] }),
    traceService(deps, status.UNAVAILABLE),
  )
  for (const [service, methods] of Object.entries(ignored)) server.addService(definition(service, methods), politely(methods))
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${deps.host}:${deps.port}`, ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) return resolve(bound)
      server.forceShutdown()
      reject(error)
    })
  })
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.forceShutdown()
    },
  }
}
