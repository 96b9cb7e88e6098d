import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage, type View } from '../support/browser.ts'
import { type SampleConsole, startSampleConsole } from '../support/sample-console.ts'
import { requireOrSkip, skips } from '../support/skips.ts'

let culprit: SampleConsole
let browser: Browser
let pages: string[] = []

beforeAll(async () => {
  if (skips('chromium') !== null) return
  culprit = await startSampleConsole()
  browser = await openBrowser()
  const traceId = await culprit.failingTrace()
  const errors = await culprit.get<{ items: { id: string }[] }>('/api/errors')
  const deployments = await culprit.get<{ items: { id: string }[] }>('/api/deployments?limit=1')
  pages = [
    ...['/', '/environments', '/services', '/services/staff-service', '/services/staff-service/deploy/test'],
    ...[`/deployments/${deployments.items[0]?.id}`, '/releases/staff-service/prod/2', '/traces', `/t/${traceId}`],
    ...['/errors', `/e/${errors.items[0]?.id}?env=prod`, '/logs', '/live?env=prod', '/settings'],
  ]
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await culprit?.[Symbol.asyncDispose]()
}, 60_000)

const views: View[] = [
  { language: 'en', theme: 'light', width: 1440 },
  { language: 'zh', theme: 'dark', width: 360 },
  { language: 'en', theme: 'dark', width: 1440 },
  { language: 'zh', theme: 'light', width: 360 },
]

test.for(views.map((view) => ({ name: `${view.language}, ${view.theme}, ${view.width} px`, view })))(
  'has no serious or critical finding of axe on any page, no error of the page, and nothing wider than the screen ($name)',
  { timeout: 180_000 },
  async ({ view }, context) => {
    requireOrSkip(context, 'chromium')
    const { page, complaints, context: visit } = await openPage(browser, culprit.url, view)
    const found: string[] = []
    for (const path of pages) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).or(page.getByRole('main')).first().waitFor()
      await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => {})
      const { violations } = await new AxeBuilder({ page }).analyze()
      for (const { id, impact, nodes } of violations) {
        if (impact === 'serious' || impact === 'critical') found.push(`${path}: ${id} (${impact}) ${nodes[0]?.target.join(' ')}`)
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (overflow > 0) found.push(`${path}: ${overflow} px wider than the screen`)
    }
    expect(found).toEqual([])
    expect(complaints).toEqual([])
    await visit.close()
  },
)
