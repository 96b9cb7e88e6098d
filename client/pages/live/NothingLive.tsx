import { LinkButton } from '../../components/Button.tsx'
import { Empty } from '../../components/Empty.tsx'
import { useConnection } from '../../data/socket.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './LivePage.module.css'
import type { LiveInstances } from './use-instances.ts'

/** No instance, no connection yet, or nothing printed: three different texts. */
export const NothingLive = ({ instances, filter }: { instances: LiveInstances; filter: string }) => {
  const { t } = useWords()
  const connection = useConnection()
  const { labelOf } = useEnvironments()
  const { environment, service, chosen, query } = instances
  if (query.isPending || environment === undefined) return <div className={css.quiet} />
  if (chosen.length === 0) {
    const place = labelOf(environment)
    return (
      <div className={css.quiet}>
        <Empty>
          <p>
            <b>{service === undefined ? t('live:none', { environment: place }) : t('live:noneOf', { service, environment: place })}</b>{' '}
            {t('live:noneSay')}
          </p>
          <div className={text.row}>
            <LinkButton to="/environments">{t('live:openBoard')}</LinkButton>
            <LinkButton to="/logs" search={{ env: environment, service }}>
              {t('live:openLogs')}
            </LinkButton>
          </div>
        </Empty>
      </div>
    )
  }
  return (
    <div className={css.quiet}>
      <Empty>
        {connection === 'online' ? (
          <p>
            <b>{filter === '' ? t('live:quiet') : t('live:quietFilter', { text: filter })}</b>{' '}
            {t('live:quietSay', { instances: t('live:instancesOf', { chosen: chosen.length, count: chosen.length }) })}
          </p>
        ) : (
          <p>{t('live:connecting')}</p>
        )}
      </Empty>
    </div>
  )
}
