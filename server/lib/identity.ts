/** Names that carry a release through traces and logs. Deterministic, so that a restarted console finds what it started. */

export const releaseId = (service: string, environment: string, number: number): string => `${service}/${environment}#${number}`

export const parseReleaseId = (id: string): { service: string; environment: string; number: number } | null => {
  const match = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)#([1-9]\d*)$/.exec(id)
  return match ? { service: match[1] ?? '', environment: match[2] ?? '', number: Number(match[3]) } : null
}

export const instanceName = (service: string, environment: string, number: number, ordinal: number): string =>
  `${service}-${environment}-r${number}-${ordinal}`

/** The service may hold dashes and the environment may not end the name early, so the known environments decide. */
export const parseInstanceName = (
  name: string,
  environments: readonly string[],
): { service: string; environment: string; number: number; ordinal: number } | null => {
  const match = /^(.+)-r([1-9]\d*)-([1-9]\d*)$/.exec(name)
  if (!match) return null
  const stem = match[1] ?? ''
  const environment = environments.find((candidate) => stem.endsWith(`-${candidate}`) && stem.length > candidate.length + 1)
  if (environment === undefined) return null
  return { service: stem.slice(0, -environment.length - 1), environment, number: Number(match[2]), ordinal: Number(match[3]) }
}
