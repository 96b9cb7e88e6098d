import { dictWeb } from './dict-web.ts'
import { orderService } from './order-service.ts'
import type { RepositoryPlan } from './plan.ts'
import { staffBranches } from './staff-branches.ts'
import { staffMain } from './staff-main.ts'

const staffService: RepositoryPlan = {
  service: 'staff-service',
  layers: ['common', 'sqlite', 'staff-service'],
  main: staffMain,
  branches: staffBranches,
}

export const repositoryPlans: readonly RepositoryPlan[] = [dictWeb, staffService, orderService]
