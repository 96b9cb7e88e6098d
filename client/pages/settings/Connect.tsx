import type { Settings } from '#contract/console.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Snippet } from '../../components/Empty.tsx'
import { Section } from '../../components/Section.tsx'
import { useWords } from '../../i18n/use-words.ts'
import css from './SettingsPage.module.css'

const workspace = `environments:
  - name: test
    label: { zh: 测试, en: TEST }
    domain: test.localhost
    middleware: { DATABASE_URL: "mysql://test-db:3306/app" }
services:
  - name: staff-service
    repository: /srv/git/staff-service.git
    base: main
    language: node
    build: { run: npm ci && npm run build, artifact: dist }
    start: { run: node server.js }
    health: { http: /health, deadline: 60s }`

const agent = (settings: Settings): string =>
  [
    'SW_AGENT_NAME=my-service',
    `SW_AGENT_COLLECTOR_BACKEND_SERVICES=127.0.0.1:${settings.traceGrpcPort}`,
    `# HTTP: http://127.0.0.1:${settings.traceHttpPort}/v3/segments`,
  ].join('\n')

/** Texts to copy, with the addresses of this console filled in. */
export const Connect = ({ settings }: { settings: Settings }) => {
  const { t } = useWords()
  return (
    <>
      <Section title={t('settings:connect')} end={<CopyButton value={workspace} label="culprit.yaml" />}>
        <p className={css.say}>{t('settings:connectSay')}</p>
        <Snippet>{workspace}</Snippet>
      </Section>
      <Section title={t('settings:agents')} end={<CopyButton value={() => agent(settings)} label={t('settings:agents')} />}>
        <p className={css.say}>{t('settings:agentsSay')}</p>
        <Snippet>{agent(settings)}</Snippet>
      </Section>
    </>
  )
}
