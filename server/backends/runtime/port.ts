export interface InstanceSpec {
  /** `<service>-<environment>-r<number>-<n>`: starting the same name twice finds the first. */
  name: string
  service: string
  environment: string
  release: string
  deployment: string
  /** Folder with the artifact. */
  artifact: string
  run: string
  /** The whole environment of the process; `PORT` is added by the runtime. */
  variables: Record<string, string>
}

export interface RunningInstance {
  name: string
  deployment: string
  /** Where the gateway and the health check reach it. */
  port: number
  pid: number
  startedAt: number
  state: 'running' | 'exited'
  /** Known once it has exited; null when nobody saw how. */
  exitCode: number | null
}

/** Raw output of an instance: bytes of one stream from an offset that survives restarts of the console. */
export interface OutputChunk {
  stream: 'stdout' | 'stderr'
  /** Offset of the first byte since the instance was started. */
  offset: number
  bytes: Uint8Array
  readAt: number
}

export interface OutputPosition {
  stdout: number
  stderr: number
}

/** Starts, finds and ends instances. They outlive the console. */
export interface Runtime {
  readonly kind: string
  start(spec: InstanceSpec, signal: AbortSignal): Promise<RunningInstance>
  /** Everything of ours that runs or has exited and is not removed yet, found without our records. */
  list(signal: AbortSignal): Promise<RunningInstance[]>
  inspect(name: string, signal: AbortSignal): Promise<RunningInstance | null>
  /** SIGTERM, then SIGKILL after `graceMs`. Stopping what is gone is no error. */
  stop(name: string, graceMs: number, signal: AbortSignal): Promise<void>
  /** Forgets a stopped instance and deletes its output. */
  remove(name: string, signal: AbortSignal): Promise<void>
  /** The last `limit` lines that it printed, both streams, for a cause of failure. */
  tail(name: string, limit: number, signal: AbortSignal): Promise<string[]>
  /** Follows the output from a position until the signal is aborted or the instance has exited and all is read. */
  output(name: string, from: OutputPosition, signal: AbortSignal): AsyncIterable<OutputChunk>
  /** Tells that output before this position is stored, so that its space may be freed. */
  outputStored(name: string, upTo: OutputPosition): Promise<void>
}
