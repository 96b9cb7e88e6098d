import type { ReactNode } from 'react'
import type { Settings } from '#contract/console.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Section } from '../../components/Section.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './SettingsPage.module.css'

export const ConsoleFacts = ({ settings }: { settings: Settings }) => {
  const { t } = useWords()
  return (
    <Section title={t('settings:console')}>
      <dl className={css.facts}>
        <Row name={t('settings:consoleVersion')} value={settings.version} />
        <Row name={t('settings:node')} value={settings.node} />
        <Row name={t('settings:dataFolder')} value={settings.dataFolder} />
        <Row name={t('settings:gatewayPort')} value={String(settings.gatewayPort)} />
        <Row name={t('settings:traceGrpcPort')} value={String(settings.traceGrpcPort)} />
        <Row name={t('settings:traceHttpPort')} value={String(settings.traceHttpPort)} />
        {settings.managedBy === null ? (
          <Row name={t('settings:managedBy')}>{t('settings:managedByNobody')}</Row>
        ) : (
          <Row name={t('settings:managedBy')} value={settings.managedBy} />
        )}
        <Row name={t('settings:api')}>
          {t('settings:apiSay')}{' '}
          <a className={css.link} href="/openapi.json">
            /openapi.json
          </a>
        </Row>
      </dl>
    </Section>
  )
}

const Row = ({ name, value, children }: { name: string; value?: string; children?: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {value === undefined ? (
        children
      ) : (
        <span className={css.value}>
          <span className={text.mono}>{value}</span>
          <CopyButton value={value} />
        </span>
      )}
    </dd>
  </div>
)
