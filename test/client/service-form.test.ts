import { describe, expect, test } from 'vitest'
import { ServiceSpec } from '#contract/workspace.ts'
import { checkForm, emptyForm, fieldOfRefusal, toSpec } from '../../client/pages/services/service-form.ts'

const good = { ...emptyForm, name: 'order', repository: '/srv/order.git', buildRun: 'make', artifact: 'dist', startRun: 'node x.js' }

describe('the form of a service', () => {
  test.each([
    ['a complete form', {}, {}],
    ['a name with capitals', { name: 'Order' }, { name: 'nameBad' }],
    ['no name', { name: '' }, { name: 'required' }],
    ['a health address without a slash', { healthHttp: 'health' }, { healthHttp: 'healthBad' }],
    ['a deadline that is no number', { deadlineSeconds: 'soon' }, { deadlineSeconds: 'positive' }],
    ['an empty build command', { buildRun: ' ' }, { buildRun: 'required' }],
  ])('says what is wrong with %s', (_, change, problems) => expect(checkForm({ ...good, ...change })).toEqual(problems))

  test('becomes what the contract asks for', () => {
    expect(ServiceSpec.safeParse(toSpec(good)).success).toBe(true)
    expect(toSpec(good).health.deadlineMs).toBe(60_000)
  })

  test.each([
    [{ code: 'not_a_repository', details: {} }, 'repository'],
    [{ code: 'branch_not_found', details: { branch: 'main' } }, 'baseBranch'],
    [{ code: 'conflict', details: {} }, 'name'],
    [{ code: 'bad_request', details: { where: 'body', field: 'health.http' } }, 'healthHttp'],
    [{ code: 'unavailable', details: {} }, null],
  ])('shows the refusal %j at its field', (error, field) => expect(fieldOfRefusal(error)).toBe(field))
})
