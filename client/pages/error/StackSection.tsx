import { Link } from '@tanstack/react-router'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ReleaseChip } from '../../components/ReleaseChip.tsx'
import { Section } from '../../components/Section.tsx'
import { Time } from '../../components/Time.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { StackView } from '../../stack/StackView.tsx'
import text from '../../styles/text.module.css'
import { EventPager } from './EventPager.tsx'
import css from './StackSection.module.css'
import { useEvent } from './use-error.ts'

export interface StackSectionProps {
  id: string
  environment: string | undefined
  /** 0 is the newest event. */
  position: number
  onMove: (position: number | undefined) => void
}

const aroundMs = 30_000

/** The events of an error, one at a time, each with its stack, its trace and the log around it. */
export const StackSection = ({ id, environment, position, onMove }: StackSectionProps) => {
  const { t } = useWords()
  const { event, total, error, isPending } = useEvent(id, environment, position)
  const release = event?.releases.length === 1 ? (event.releases[0] ?? null) : null
  return (
    <Section
      title={t('error:stack')}
      say={<EventPager position={position} total={total} onMove={onMove} />}
      end={
        event !== undefined && (
          <>
            <Link
              to="/logs"
              search={{ service: event.service, env: event.environment, from: event.at - aroundMs, to: event.at + aroundMs }}
            >
              {t('error:logsAround')}
            </Link>
            {event.stack !== null && <CopyButton value={event.stack.raw}>{t('error:copyStack')}</CopyButton>}
          </>
        )
      }
    >
      {error !== null && <Failure error={error} />}
      {isPending && error === null && <Loading />}
      {!isPending && error === null && event === undefined && <p className={css.none}>{t('error:noEvents')}</p>}
      {event !== undefined && (
        <>
          <p className={`${text.dots} ${text.muted} ${text.tabular} ${css.facts}`}>
            <Time at={event.at} precision="ms" />
            {event.releases.map((each) => (
              <ReleaseChip key={each} release={each} />
            ))}
            <span>{t('error:instance', { instance: event.instance })}</span>
            {event.traceId !== null && (
              <Link
                className={`${text.link} ${text.mono} ${text.cut}`}
                to="/t/$traceId"
                params={{ traceId: event.traceId }}
                search={{ span: event.spanKey ?? undefined }}
              >
                {event.traceId}
              </Link>
            )}
          </p>
          {event.stack === null ? (
            <p className={css.message}>
              {event.message}
              <span className={text.muted}> {t('error:noStack')}</span>
            </p>
          ) : (
            <StackView key={event.id} stack={event.stack} source={event.source} service={event.service} release={release} />
          )}
        </>
      )}
    </Section>
  )
}
