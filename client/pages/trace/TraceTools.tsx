import { Button } from '../../components/Button.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { Shape } from '../../components/Shape.tsx'
import { useWords } from '../../i18n/use-words.ts'
import css from './TracePage.module.css'

export interface TraceToolsProps {
  errorsOnly: boolean
  find: string
  found: number
  onChange: (change: { errors?: true; find?: string }) => void
}

export const TraceTools = ({ errorsOnly, find, found, onChange }: TraceToolsProps) => {
  const { t } = useWords()
  return (
    <div className={css.tools}>
      <h2>{t('trace:waterfall')}</h2>
      <Button kind="tool" aria-pressed={errorsOnly} onClick={() => onChange({ errors: errorsOnly ? undefined : true })}>
        <Shape kind="bad" />
        {t('trace:errorsOnly')}
      </Button>
      <SearchBox
        label={t('trace:find')}
        value={find}
        hint={find === '' ? undefined : t('trace:found', { count: found })}
        onChange={(value) => onChange({ find: value === '' ? undefined : value })}
      />
    </div>
  )
}
