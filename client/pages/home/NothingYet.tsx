import { LinkButton } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Empty, Snippet } from '../../components/Empty.tsx'
import { useWords } from '../../i18n/use-words.ts'

const example = `environments:
  - { name: test, domain: test.localhost }
  - { name: prod, domain: prod.localhost }
services:
  - name: orders
    repository: /srv/git/orders.git
    language: node
    build: { run: npm ci && npm run build, artifact: dist }
    start: { run: node dist/main.js }
    health: { http: /health }`

/** An empty console: what it is for, and the two ways to begin. */
export const NothingYet = () => {
  const { t } = useWords()
  return (
    <Empty>
      <p>
        <b>{t('home:emptyTitle')}</b> {t('home:emptySay')}
      </p>
      <Snippet>{example}</Snippet>
      <p>
        {t('home:emptyFile')} <CopyButton value={example} />
      </p>
      <LinkButton kind="primary" to="/services" search={{ add: true }}>
        {t('home:addService')}
      </LinkButton>
    </Empty>
  )
}
