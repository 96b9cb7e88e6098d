import { Name } from '#contract/shared.ts'
import type { ServiceSpec } from '#contract/workspace.ts'

/** What is typed, as it is typed. */
export interface ServiceForm {
  name: string
  repository: string
  baseBranch: string
  language: ServiceSpec['language']
  buildRun: string
  artifact: string
  startRun: string
  healthHttp: string
  deadlineSeconds: string
  timeoutSeconds: string
}

export type FieldName = keyof ServiceForm
export type FieldProblem = 'required' | 'nameBad' | 'healthBad' | 'positive'

export const emptyForm: ServiceForm = {
  name: '',
  repository: '',
  baseBranch: 'main',
  language: 'node',
  buildRun: '',
  artifact: '',
  startRun: '',
  healthHttp: '/health',
  deadlineSeconds: '60',
  timeoutSeconds: '600',
}

const required = ['name', 'repository', 'baseBranch', 'buildRun', 'artifact', 'startRun', 'healthHttp'] as const

/** What can be said before the server is asked, by field. */
export const checkForm = (form: ServiceForm): Partial<Record<FieldName, FieldProblem>> => {
  const problems: Partial<Record<FieldName, FieldProblem>> = {}
  if (!Name.safeParse(form.name).success) problems.name = 'nameBad'
  if (!form.healthHttp.startsWith('/')) problems.healthHttp = 'healthBad'
  for (const field of ['deadlineSeconds', 'timeoutSeconds'] as const) if (!(Number(form[field]) > 0)) problems[field] = 'positive'
  for (const field of required) if (form[field].trim() === '') problems[field] = 'required'
  return problems
}

export const toSpec = (form: ServiceForm): ServiceSpec & { name: string } => ({
  name: form.name,
  repository: form.repository.trim(),
  baseBranch: form.baseBranch.trim(),
  language: form.language,
  build: { run: form.buildRun.trim(), artifact: form.artifact.trim(), timeoutMs: Math.round(Number(form.timeoutSeconds) * 1000) },
  start: { run: form.startRun.trim() },
  health: { http: form.healthHttp.trim(), deadlineMs: Math.round(Number(form.deadlineSeconds) * 1000) },
})

const fieldOfPath: Record<string, FieldName> = {
  name: 'name',
  repository: 'repository',
  baseBranch: 'baseBranch',
  'build.run': 'buildRun',
  'build.artifact': 'artifact',
  'build.timeoutMs': 'timeoutSeconds',
  'start.run': 'startRun',
  'health.http': 'healthHttp',
  'health.deadlineMs': 'deadlineSeconds',
}

const fieldOfCode: Record<string, FieldName> = {
  not_a_repository: 'repository',
  empty_repository: 'repository',
  branch_not_found: 'baseBranch',
  conflict: 'name',
  managed_by_file: 'name',
  name_refused: 'name',
}

/** The field that a refusal of the server is about; null where it is about none. */
export const fieldOfRefusal = (error: { code: string; details: Record<string, string | number> }): FieldName | null =>
  fieldOfCode[error.code] ?? fieldOfPath[String(error.details.field ?? '')] ?? null
