/**
 * The door of the room that turns a ranking into an experiment: the failing request is replayed against other contents, aside
 * from traffic. Only the words are fixed here; `deploy` starts the contents and `triage` judges the answers.
 */
export interface Experiment {
  errorId: string
  environment: string
  /** The request to replay, taken from the entry span or the access record. */
  request: { method: string; path: string; headers: Record<string, string>; body: string | null }
  /** What it is replayed against: the release before, the release, the release without one branch. */
  arms: { label: 'before' | 'suspect' | 'without_branch'; release: string; without: string | null }[]
}

export interface ArmOutcome {
  label: Experiment['arms'][number]['label']
  status: number | null
  fingerprint: string | null
  reproduced: boolean
}
