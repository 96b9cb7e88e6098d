import { Link } from '@tanstack/react-router'
import type { Resolution, Resolved } from '#contract/telemetry.ts'
import { Shape } from '../components/Shape.tsx'
import { Ago } from '../components/Time.tsx'
import { useEnvironments } from '../data/use-environments.ts'
import { useErrorWords, useFact, useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import css from './PasteBox.module.css'
import type { Paste } from './use-paste.ts'

/** The second line of the box: what the text is; a list where it is several things; where it looked when it is nothing. */
export const PasteAnswer = ({ paste, list }: { paste: Paste; list: string }) => {
  const { t } = useWords()
  const worded = useErrorWords()
  const { answer, error, active } = paste
  if (answer === undefined) {
    return (
      <p className={css.line} role="presentation">
        {error === null ? <span className={text.muted}>{t('paste:looking')}</span> : t('paste:failure', { reason: worded(error) })}
      </p>
    )
  }
  if (answer.items.length === 0) return <NothingFound resolution={answer} text={paste.wanted} />
  return (
    <>
      {answer.items.map((item, index) => (
        <Found
          key={`${item.kind} ${item.id} ${item.href}`}
          id={`${list}-${index}`}
          item={item}
          isActive={index === active}
          note={index === 0 ? answer : null}
          onOpen={() => paste.go(item)}
        />
      ))}
    </>
  )
}

interface FoundProps {
  id: string
  item: Resolved
  isActive: boolean
  note: Resolution | null
  onOpen: () => void
}

const Found = ({ id, item, isActive, note, onOpen }: FoundProps) => {
  const { t } = useWords()
  const fact = useFact()
  const { labelOf } = useEnvironments()
  const { kind, title, environment, at, failed } = item
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of a listbox are the combobox's
    // biome-ignore lint/a11y/useFocusableInteractive: an option is pointed at by aria-activedescendant
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={`${css.line} ${css.found}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onOpen}
    >
      <Shape kind={failed ? 'bad' : kind === 'trace' ? 'ok' : 'none'} />
      <span className={text.grow}>
        <b className={text.strong}>
          {t(`paste:${kind}`)}
          {environment !== null && ` · ${labelOf(environment)}`}
          {at !== null && (
            <>
              {' · '}
              <Ago at={at} />
            </>
          )}
        </b>{' '}
        <span className={text.soft}>
          {title}
          {failed && kind === 'trace' && ` ${t('paste:failed')}`}
        </span>
      </span>
      {note !== null && (
        <span className={`${text.muted} ${text.small} ${text.noPhone} ${css.note}`}>{note.reading.map(fact).join(' · ')}</span>
      )}
    </div>
  )
}

const NothingFound = ({ resolution, text: pasted }: { resolution: Resolution; text: string }) => {
  const { t } = useWords()
  const fact = useFact()
  return (
    <div className={`${css.line} ${css.nothing}`} role="presentation">
      <p>
        <Shape kind="none" /> <b className={text.strong}>{t('paste:none')}</b>{' '}
        <span className={text.soft}>{resolution.reading.map(fact).join(' · ')}</span>
      </p>
      <ul>
        {resolution.searched.map(({ where, outcome, scope }) => (
          <li key={`${where} ${scope}`} className={text.muted}>
            {t('paste:looked', { where, outcome: t(`paste:${outcome}`), scope: scope.slice(0, 80) })}
          </li>
        ))}
      </ul>
      <Link to="/logs" search={{ q: pasted.slice(0, 1000) }} className={text.link}>
        {t('paste:asText')}
      </Link>
    </div>
  )
}
