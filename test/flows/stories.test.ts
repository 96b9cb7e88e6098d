import { request } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openPage, type View } from '../support/browser.ts'
import { type SampleConsole, startSampleConsole } from '../support/sample-console.ts'
import { requireOrSkip, skips } from '../support/skips.ts'
import { until } from '../support/until.ts'
import { wordsOf } from '../support/words.ts'

let culprit: SampleConsole
let browser: Browser
const missing = skips('chromium')

beforeAll(async () => {
  if (missing !== null) return
  culprit = await startSampleConsole()
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await culprit?.[Symbol.asyncDispose]()
}, 60_000)

const views: View[] = [
  { language: 'en', theme: 'light', width: 1440 },
  { language: 'zh', theme: 'dark', width: 360 },
]
const named = views.map((view) => ({ name: `${view.language}, ${view.width} px`, view }))

/** What a host of the gateway answers, and which release answered. */
const throughGateway = (host: string, path: string): Promise<{ status: number; release: string }> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: culprit.gatewayPort, path, headers: { host } }, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, release: String(response.headers['x-culprit-release']) })
    })
      .on('error', reject)
      .end()
  })

interface DeploymentAnswer {
  id: string
  status: string
  lostRequests: number | null
}

/** Makes the guilty release live again, so that the next reader finds PROD as the sample left it. */
const restoreGuiltyRelease = async (): Promise<void> => {
  const body = { kind: 'redeploy', service: 'staff-service', environment: 'prod', number: 2, confirm: 'prod' }
  const { id } = await culprit.post<DeploymentAnswer>('/api/deployments', body)
  await until(
    async () => (await culprit.get<DeploymentAnswer>(`/api/deployments/${id}`)).status === 'succeeded',
    'the redeploy',
    30_000,
    100,
  )
}

describe('triage', () => {
  test.for(named)(
    'pastes a traceId, sees who did it, rolls it back and sees the errors stop ($name)',
    { timeout: 240_000 },
    async ({ view }, context) => {
      requireOrSkip(context, 'chromium')
      const word = wordsOf(view.language)
      const { page, complaints, context: visit } = await openPage(browser, culprit.url, view)
      const traceId = await culprit.failingTrace()

      await page.goto('/')
      const box = page.getByRole('combobox').locator('visible=true').first()
      await box.fill(`[TID:${traceId}]`)
      await page.getByRole('option').first().waitFor()
      await box.press('Enter')
      await page.waitForURL(`**/t/${traceId}**`)
      await page.getByText('StaffMapper.toDtoList').locator('visible=true').first().waitFor()
      await page.getByText('feature/staff-dept-name').locator('visible=true').first().waitFor()

      await page
        .getByRole('link', { name: word('trace', 'evidence') })
        .locator('visible=true')
        .first()
        .click()
      await page.waitForURL('**/e/**')
      const rollBack = page
        .getByRole('button', { name: word('error', 'rollBack', { release: 'prod#1' }) })
        .locator('visible=true')
        .first()
      await rollBack.click()
      const dialog = page.getByRole('alertdialog')
      await dialog.getByText('feature/staff-dept-name').first().waitFor()
      const go = dialog.getByRole('button', { name: word('rollback', 'go', { release: 'prod#1' }) })
      expect(await go.isDisabled()).toBe(true)
      await dialog.getByRole('textbox').first().fill('prod')
      await go.click()
      await until(
        async () => (await throughGateway('staff-service.prod.localhost', '/health')).release === 'staff-service/prod#1',
        'prod#1 to answer',
      )
      await page.keyboard.press('Escape')
      await page.getByText(word('error', 'outcome_stopped')).locator('visible=true').first().waitFor({ timeout: 150_000 })

      const [rollback] = (await culprit.get<{ items: DeploymentAnswer[] }>('/api/deployments?kind=rollback&limit=1')).items
      expect(rollback).toMatchObject({ status: 'succeeded', lostRequests: 0 })
      expect(complaints).toEqual([])
      await visit.close()
      await restoreGuiltyRelease()
    },
  )
})

describe('ship', () => {
  test.for(named.map(({ name, view }) => ({ name, view: { ...view, width: 1440 as const } })))(
    'ticks branches, sees a clash before it is queued, deploys and follows it to the end ($name)',
    { timeout: 120_000 },
    async ({ view }, context) => {
      requireOrSkip(context, 'chromium')
      const word = wordsOf(view.language)
      const { page, complaints, context: visit } = await openPage(browser, culprit.url, view)
      await page.goto('/services/staff-service/deploy/dev')
      const tick = (branch: string) => page.getByRole('checkbox', { name: branch })
      await page.getByText(word('deploy', 'showAll', { count: 22 })).click()
      await tick('refactor/staff-mapper').check()
      await tick('feature/staff-dept-name').check()
      await page.getByText(word('deploy', 'showTicked', { count: 4 })).click()
      // The cell of the pair names the file and both branches.
      const clash = page.getByLabel(/src\/staff-mapper\.js/).first()
      await clash.waitFor()
      expect(await clash.getAttribute('aria-label')).toMatch(/refactor\/staff-mapper/)
      await tick('refactor/staff-mapper').uncheck()
      await page.getByText(word('deploy', 'clean')).first().waitFor()
      const label = view.language === 'en' ? 'Development' : '开发'
      await page.getByRole('button', { name: word('deploy', 'deploy', { environment: label }) }).click()
      await page.waitForURL('**/deployments/**', { timeout: 20_000 })
      const id = new URL(page.url()).pathname.split('/').at(-1)
      await page.reload()
      await until(
        async () => (await culprit.get<DeploymentAnswer>(`/api/deployments/${id}`)).status === 'succeeded',
        'the deployment',
        60_000,
        200,
      )
      await page.getByText('culprit', { exact: true }).first().waitFor()
      const { items } = await culprit.get<{ items: { id: string }[] }>('/api/releases?service=staff-service&environment=dev&limit=1')
      expect(await throughGateway('staff-service.dev.localhost', '/health')).toEqual({ status: 200, release: items[0]?.id })
      expect(complaints).toEqual([])
      await visit.close()
    },
  )
})

describe('watch', () => {
  test.for(named)('follows live output and opens the trace of a line ($name)', { timeout: 90_000 }, async ({ view }, context) => {
    requireOrSkip(context, 'chromium')
    const word = wordsOf(view.language)
    const { page, complaints, context: visit } = await openPage(browser, culprit.url, view)
    await page.goto('/live?env=prod')
    const link = page.locator('a[href^="/t/"]')
    await link.first().waitFor()
    await page.getByRole('button', { name: word('live', 'pause') }).click()
    const traceId = (await link.last().getAttribute('href'))?.split('/').at(-1)
    await link.last().click()
    await page.waitForURL(`**/t/${traceId}**`)
    await page.getByText('dict-web').locator('visible=true').first().waitFor()
    expect(complaints).toEqual([])
    await visit.close()
  })
})
