import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import { Link } from '@tanstack/react-router'
import type { ErrorGroup, Verdict } from '#contract/triage.ts'
import type { Environment } from '#contract/workspace.ts'
import { LinkButton } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { ReleaseChip } from '../../components/ReleaseChip.tsx'
import { Ago } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useCall } from '../../data/use-call.ts'
import type { EnvironmentHealth } from '../../data/use-environment-choice.ts'
import { useFact, useWords } from '../../i18n/use-words.ts'
import table from '../../styles/table.module.css'
import text from '../../styles/text.module.css'
import { sureness } from '../../verdict/verdict-words.ts'
import css from './HomePage.module.css'
import { PlaceName } from './PlaceName.tsx'
import { Spark } from './Spark.tsx'

export interface ErrorRowProps {
  group: ErrorGroup
  recent: number
  environment: Environment
  health: EnvironmentHealth
}

const minutes = 5
const everyMs = 15_000

/** One error of one environment, with the release it began with. */
export const ErrorRow = ({ group, recent, environment, health }: ErrorRowProps) => {
  const { t, language } = useWords()
  const format = useFormat()
  const input = { params: { id: group.id }, query: { environment: environment.name } }
  const verdict = useCall('verdict', input, { every: everyMs }).data
  const detail = useCall('error', input, { every: everyMs }).data
  const back = verdict?.rollbackTo ?? null
  const rate = format.number(recent / minutes, 1)
  return (
    <tr>
      <td>
        <PlaceName label={environment.label} health={health} />
      </td>
      <td className={table.wide}>
        <Link className={text.medium} to="/e/$id" params={{ id: group.id }} search={{ env: environment.name }}>
          {group.type}
        </Link>{' '}
        <span className={`${text.mono} ${text.small} ${text.soft}`}>{group.place}</span>
        <br />
        <span className={`${text.mono} ${text.small} ${text.muted}`}>{group.endpoint}</span>
      </td>
      <td className={table.wide}>{verdict !== undefined && <Since verdict={verdict} since={group.firstSeen} />}</td>
      <td className={text.noPhone}>{detail !== undefined && <Spark rate={detail.rate} culprit={verdict?.release ?? null} />}</td>
      <td className={table.num}>
        <span className={text.noPhone}>{rate}</span>
        <span className={text.onlyPhone}>{t('home:rate', { rate })}</span>
      </td>
      <td className={`${table.wide} ${table.num} ${css.action}`}>
        {back !== null && (
          <LinkButton kind="dangerWeak" to="/e/$id" params={{ id: group.id }} search={{ env: environment.name, rollback: true }}>
            <Icon of={IconArrowBackUp} small />
            {t('home:rollBack', { number: back })}
            <span className={text.hidden}>
              {t('home:rollBackName', { service: group.service, environment: environment.label[language] })}
            </span>
          </LinkButton>
        )}
      </td>
    </tr>
  )
}

const Since = ({ verdict, since }: { verdict: Verdict; since: number }) => {
  const { t } = useWords()
  const fact = useFact()
  const [missing] = verdict.missing
  if (verdict.release === null) {
    return (
      <>
        <span className={text.muted}>{t('notKnown')}</span>
        {missing !== undefined && (
          <>
            <br />
            <span className={`${text.small} ${text.muted}`}>{fact(missing)}</span>
          </>
        )}
      </>
    )
  }
  return (
    <>
      <ReleaseChip release={verdict.release} kind={verdict.kind === 'introduced_by' ? 'culprit' : 'plain'} />
      <br />
      <span className={`${text.small} ${text.muted} ${text.dots}`}>
        <span>{t(sureness(verdict))}</span>
        {verdict.commit !== null && <span>{verdict.commit.author}</span>}
        <Ago at={since} />
      </span>
    </>
  )
}
