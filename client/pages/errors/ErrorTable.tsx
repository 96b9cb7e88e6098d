import { Link } from '@tanstack/react-router'
import type { ErrorGroup } from '#contract/triage.ts'
import { ServiceName } from '../../components/ServiceSwatch.tsx'
import { type Severity, Shape } from '../../components/Shape.tsx'
import { Ago } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import table from '../../styles/table.module.css'
import text from '../../styles/text.module.css'

export interface ErrorTableProps {
  groups: readonly ErrorGroup[]
  /** Numbers are those of this environment; absent, of all. */
  environment: string | undefined
}

export const ErrorTable = ({ groups, environment }: ErrorTableProps) => {
  const { t } = useWords()
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t('errors:state')}</th>
          <th scope="col">{t('errors:error')}</th>
          <th scope="col">{t('errors:environments')}</th>
          <th scope="col" className={table.num}>
            {t('errors:recent')}
          </th>
          <th scope="col" className={table.num}>
            {t('errors:count')}
          </th>
          <th scope="col" className={table.num}>
            {t('errors:lastSeen')}
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <ErrorRow key={group.id} group={group} environment={environment} />
        ))}
      </tbody>
    </table>
  )
}

const shapes: Record<ErrorGroup['state'], Severity> = { new: 'bad', ongoing: 'warn', gone: 'none' }

const ErrorRow = ({ group, environment }: { group: ErrorGroup; environment: string | undefined }) => {
  const { t } = useWords()
  const format = useFormat()
  const { labelOf } = useEnvironments()
  const here = group.environments.filter((each) => environment === undefined || each.environment === environment)
  const recent = here.reduce((sum, each) => sum + each.recent, 0)
  const count = here.reduce((sum, each) => sum + each.count, 0)
  const lastSeen = Math.max(...here.map((each) => each.lastSeen), here.length === 0 ? group.lastSeen : 0)
  return (
    <tr>
      <td>
        <span className={table.state}>
          <Shape kind={shapes[group.state]} />
          {t(`error:state_${group.state}`)}
        </span>
      </td>
      <td className={table.wide}>
        <Link className={text.medium} to="/e/$id" params={{ id: group.id }} search={{ env: environment }}>
          {group.type}
        </Link>{' '}
        <span className={`${text.mono} ${text.small} ${text.soft}`}>{group.place}</span>
        <br />
        <span className={`${text.muted} ${text.small} ${text.dots}`}>
          <ServiceName service={group.service} />
          <span className={text.mono}>{group.endpoint}</span>
        </span>
      </td>
      <td className={`${text.soft} ${table.wide}`}>{group.environments.map((each) => labelOf(each.environment)).join(', ')}</td>
      <td className={`${table.num} ${recent > 0 ? text.strong : text.muted} ${text.noPhone}`}>{format.number(recent)}</td>
      <td className={`${table.num} ${text.soft}`}>{format.number(count)}</td>
      <td className={`${table.num} ${text.muted}`}>
        <Ago at={lastSeen} />
      </td>
    </tr>
  )
}
