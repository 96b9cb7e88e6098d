import type { BackendStatus } from '#contract/console.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Shape } from '../../components/Shape.tsx'
import { Ago } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useFact, useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './SettingsPage.module.css'

/** One row for each port: what stands behind it and how it answered just now. */
export const Backends = ({ backends }: { backends: readonly BackendStatus[] }) => {
  const { t } = useWords()
  const fact = useFact()
  const format = useFormat()
  return (
    <table className={css.table}>
      <thead className={text.noPhone}>
        <tr>
          <th scope="col">{t('settings:backend')}</th>
          <th scope="col">{t('settings:state')}</th>
          <th scope="col">{t('settings:version')}</th>
          <th scope="col">{t('settings:address')}</th>
          <th scope="col" className={css.num}>
            {t('settings:latency')}
          </th>
          <th scope="col">{t('settings:facts')}</th>
        </tr>
      </thead>
      <tbody>
        {backends.map((backend) => (
          <tr key={backend.port}>
            <th scope="row">
              <span className={text.medium}>{t(`settings:port_${backend.port}`)}</span> <span className={text.muted}>{backend.kind}</span>
            </th>
            <td>
              <span className={css.state} title={format.full(backend.checkedAt)}>
                <Shape kind={backend.state === 'reachable' ? 'ok' : 'bad'} />
                <span className={backend.state === 'reachable' ? text.soft : text.bad}>{t(`settings:${backend.state}`)}</span>
              </span>
            </td>
            <td className={`${text.mono} ${text.soft}`}>{backend.version}</td>
            <td>
              <span className={css.value}>
                <span className={`${text.mono} ${text.soft} ${css.address}`}>{backend.address}</span>
                <CopyButton value={backend.address} />
              </span>
            </td>
            <td className={`${css.num} ${text.soft}`}>{format.duration(backend.tookMs)}</td>
            <td className={text.muted}>
              {backend.facts.map(fact).join(' · ')}
              {backend.state === 'unreachable' && (
                <>
                  {' '}
                  ({t('settings:checked')} <Ago at={backend.checkedAt} />)
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
