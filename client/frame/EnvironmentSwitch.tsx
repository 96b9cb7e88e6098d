import { Link } from '@tanstack/react-router'
import { type Severity, Shape } from '../components/Shape.tsx'
import { type EnvironmentHealth, useEnvironmentChoice } from '../data/use-environment-choice.ts'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import css from './EnvironmentSwitch.module.css'

export const shapeOfHealth: Record<EnvironmentHealth, Severity> = { bad: 'bad', suspicious: 'warn', healthy: 'ok', unknown: 'none' }

/** The environments as segments, each with its state; the one that is looked at is inverted. `column` for the sheet of a phone. */
export const EnvironmentSwitch = ({ column = false, onChoose }: { column?: boolean; onChoose?: () => void }) => {
  const { t, language } = useWords()
  const { items, health, current } = useEnvironmentChoice()
  if (items.length === 0) return null
  return (
    <nav className={column ? css.column : css.row} aria-label={t('frame:environment')}>
      {items.map(({ name, label }) => (
        <Link
          key={name}
          to="."
          search={(before) => ({ ...before, env: name })}
          resetScroll={false}
          className={css.choice}
          title={t(health(name))}
          onClick={onChoose}
          aria-current={name === current ? 'true' : undefined}
        >
          <Shape kind={shapeOfHealth[health(name)]} />
          {label[language]}
          <span className={column ? text.muted : text.hidden}>{t(health(name))}</span>
        </Link>
      ))}
    </nav>
  )
}
