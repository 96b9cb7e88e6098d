import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Debian's Chromium, headless. */
export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: '/usr/bin/chromium', args })

export interface View {
  language: 'en' | 'zh'
  theme: 'light' | 'dark'
  width: 1440 | 360
}

/** A fresh visitor with a language, a theme and a screen; every error of the page fails the test through `complaints`. */
export const openPage = async (
  browser: Browser,
  url: string,
  view: View,
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> => {
  const context = await browser.newContext({
    baseURL: url,
    locale: view.language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: view.theme,
    viewport: { width: view.width, height: view.width === 360 ? 740 : 900 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused|Uncaught/.test(message.text())) complaints.push(message.text())
  })
  return { page, context, complaints }
}
