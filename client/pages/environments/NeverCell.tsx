import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import type { CellProps } from './BoardCellView.tsx'
import css from './Cell.module.css'

export const NeverCell = ({ service, environment }: CellProps) => {
  const { t, language } = useWords()
  return (
    <div className={css.cell}>
      <span className={`${css.first} ${text.muted}`}>–</span>
      <span className={css.second}>
        <span>{t('board:never')}</span>
        <span className={css.gap} />
        <Link
          className={css.link}
          to="/services/$service/deploy/$environment"
          params={{ service, environment: environment.name }}
          aria-label={t('board:deployName', { service, environment: environment.label[language] })}
        >
          {t('board:deploy')}
        </Link>
      </span>
    </div>
  )
}
