import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/use-words.ts'
import table from '../../styles/table.module.css'
import text from '../../styles/text.module.css'
import { ErrorRow } from './ErrorRow.tsx'
import { PlaceName } from './PlaceName.tsx'
import type { WrongPlace } from './wrong-now.ts'

/** The rows of one environment: its errors, or one line that says how quiet it is. */
export const WrongRows = ({ place }: { place: WrongPlace }) => {
  const { t } = useWords()
  const { environment, health, errors, more, requests } = place
  if (errors.length === 0) {
    return (
      <tr>
        <td>
          <PlaceName label={environment.label} health={health} />
        </td>
        <td colSpan={5} className={`${text.muted} ${table.wide}`}>
          {requests === 0 ? t('home:noTraffic') : t('home:quiet', { requests: t('requests', { count: requests }) })}
        </td>
      </tr>
    )
  }
  return (
    <>
      {errors.map(({ group, recent }) => (
        <ErrorRow key={group.id} group={group} recent={recent} environment={environment} health={health} />
      ))}
      {more > 0 && (
        <tr>
          <td />
          <td colSpan={5} className={table.wide}>
            <Link className={text.link} to="/errors" search={{ env: environment.name }}>
              {t('home:moreErrors', { count: more })}
            </Link>
          </td>
        </tr>
      )}
    </>
  )
}
