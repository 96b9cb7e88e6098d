import { Failure } from '../../components/Failure.tsx'
import { Section } from '../../components/Section.tsx'
import { Time } from '../../components/Time.tsx'
import { useCall } from '../../data/use-call.ts'
import { useEnvironmentChoice } from '../../data/use-environment-choice.ts'
import { useWords } from '../../i18n/use-words.ts'
import table from '../../styles/table.module.css'
import text from '../../styles/text.module.css'
import { WrongRows } from './WrongRows.tsx'
import { wrongNow } from './wrong-now.ts'

const everyMs = 10_000

/** What fails now, by environment, with the release it began with and the way back. */
export const WrongNow = () => {
  const { t } = useWords()
  const { items, cells } = useEnvironmentChoice()
  const errors = useCall('errors', { query: { limit: 100 } }, { every: everyMs })
  const places = wrongNow(items, cells, errors.data?.items ?? [])
  return (
    <Section
      title={t('home:wrong')}
      say={t('home:wrongSay')}
      end={errors.data !== undefined && <Time at={errors.dataUpdatedAt} precision="second" />}
    >
      {errors.error !== null && <Failure error={errors.error} onRetry={() => void errors.refetch()} />}
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('home:environment')}</th>
            <th scope="col">{t('home:error')}</th>
            <th scope="col">{t('home:since')}</th>
            <th scope="col">{t('home:hour')}</th>
            <th scope="col" className={table.num}>
              {t('home:perMinute')}
            </th>
            <th scope="col">
              <span className={text.hidden}>{t('home:action')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <WrongRows key={place.environment.name} place={place} />
          ))}
        </tbody>
      </table>
    </Section>
  )
}
