export interface BuildRequest {
  /** Unique to the click: two equal requests are two builds. */
  deployment: string
  /** Folder with the files of the integration commit; this build's own. */
  folder: string
  run: string
  /** File or folder, relative to `folder`, that the build makes. */
  artifact: string
  /** Folder that receives the artifact; does not exist yet. */
  into: string
  environment: Record<string, string>
  timeoutMs: number
}

export type BuildOutcome =
  | { ok: true; digest: string; bytes: number; tookMs: number }
  | {
      ok: false
      reason: 'exit' | 'timeout' | 'cannot_start' | 'no_artifact' | 'cancelled' | 'out_of_space'
      exitCode: number | null
      tail: string[]
    }

/** Makes the artifact of one release. Output lines go to `print` as they come; printing never waits. */
export interface Builder {
  readonly kind: string
  build(request: BuildRequest, print: (line: string) => void, signal: AbortSignal): Promise<BuildOutcome>
}
