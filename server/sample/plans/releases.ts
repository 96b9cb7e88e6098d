import { type Person, team } from '../people.ts'
import { guilty, slow } from './staff-branches.ts'

export interface PlannedRelease {
  service: string
  environment: string
  /** `all`: every branch that does not clash with one before it. */
  branches: readonly string[] | 'all'
  by: Person
  reason?: string
}

/** Its name in the memory of what was deployed. */
export const releaseKey = (release: PlannedRelease): string =>
  `${release.service}/${release.environment}/${release === guiltyRelease ? 'second' : 'first'}`

/** PROD of staff-service, guilty or not: what stays in it. */
const kept = ['fix/page-size-limit', 'perf/staff-index']

/** What each environment runs before anything is wrong; independent of each other. */
export const firstReleases: readonly PlannedRelease[] = [
  { service: 'dict-web', environment: 'dev', branches: ['feature/dict-titles'], by: team.chenJing },
  { service: 'staff-service', environment: 'dev', branches: [slow.name, 'feature/org-chart'], by: team.sunTao },
  { service: 'order-service', environment: 'dev', branches: ['feature/order-months'], by: team.huangJie },
  { service: 'dict-web', environment: 'test', branches: 'all', by: team.zhouYan },
  { service: 'staff-service', environment: 'test', branches: 'all', by: team.zhouYan, reason: 'Integration test' },
  { service: 'order-service', environment: 'test', branches: 'all', by: team.zhouYan },
  { service: 'dict-web', environment: 'pre', branches: [], by: team.sunTao },
  { service: 'staff-service', environment: 'pre', branches: [...kept, guilty.name, 'fix/phone-mask'], by: team.wangFang },
  { service: 'order-service', environment: 'pre', branches: ['fix/amount-rounding'], by: team.wangFang },
  { service: 'dict-web', environment: 'prod', branches: [], by: team.sunTao },
  { service: 'staff-service', environment: 'prod', branches: kept, by: team.zhangMin, reason: 'Version 1.8.0' },
  { service: 'order-service', environment: 'prod', branches: [], by: team.huangJie },
]

/** The second release of PROD: four branches more, by four people, one of them guilty. */
export const guiltyRelease: PlannedRelease = {
  service: 'staff-service',
  environment: 'prod',
  branches: [...kept, 'feature/staff-photo', guilty.name, 'fix/phone-mask', 'feature/birthday-notice'],
  by: team.zhangMin,
  reason: 'Names of departments for the front end',
}
