import { Button } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Swatch } from '../../components/ServiceSwatch.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './LivePage.module.css'
import type { LiveSearch } from './LiveTools.tsx'
import type { LiveInstances } from './use-instances.ts'

interface InstanceChipsProps {
  instances: LiveInstances
  change: (next: LiveSearch) => void
}

/** One chip for each instance, in its colour; pressing takes it out or in. */
export const InstanceChips = ({ instances, change }: InstanceChipsProps) => {
  const { t } = useWords()
  const { offered, series, hidden, chosen, isNamed } = instances
  const toggle = (name: string): void => {
    const next = chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]
    if (next.length > 0) change({ instances: next.join(',') })
  }
  return (
    <fieldset className={css.group}>
      <legend className={text.hidden}>{t('live:instances')}</legend>
      <div className={css.chips}>
        <span className={`${text.muted} ${text.small} ${text.tabular}`}>
          {t('live:instancesOf', { chosen: chosen.length, count: offered.length + hidden })}
        </span>
        {offered.map(({ name, state }) => (
          <span key={name} className={css.chip}>
            <Button kind="tool" aria-pressed={chosen.includes(name)} onClick={() => toggle(name)}>
              <Swatch series={series.get(name) ?? 7} />
              <span className={text.mono}>{name}</span>
              {state !== 'ready' && <span className={text.muted}>{t(`deployment:${state}`)}</span>}
            </Button>
            <CopyButton value={name} />
          </span>
        ))}
        {hidden > 0 && (
          <span className={`${text.small} ${text.warn}`}>
            {t('live:tooMany', { shown: offered.length, count: offered.length + hidden })}
          </span>
        )}
        {isNamed && (
          <Button kind="tool" onClick={() => change({ instances: undefined })}>
            {t('all')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
