/** The parts of a release's name, `order/prod#42`. */
export interface ReleaseName {
  service: string
  environment: string
  number: number
}

export const parseRelease = (name: string): ReleaseName | null => {
  const parts = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)#(\d+)$/.exec(name)
  const [, service, environment, number] = parts ?? []
  if (service === undefined || environment === undefined || number === undefined) return null
  return { service, environment, number: Number(number) }
}

export const releaseName = ({ service, environment, number }: ReleaseName): string => `${service}/${environment}#${number}`
/** The name where its service is plain from the place: `prod#42`. */
export const shortRelease = ({ environment, number }: Pick<ReleaseName, 'environment' | 'number'>): string => `${environment}#${number}`
