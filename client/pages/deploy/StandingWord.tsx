import { Shape } from '../../components/Shape.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './BranchList.module.css'
import type { Standing } from './deploy-model.ts'

interface StandingWordProps {
  standing: Standing
  base: string
  onClash: () => void
}

/** How a branch stands against the environment; what stops the merge leads to the files. */
export const StandingWord = ({ standing, base, onClash }: StandingWordProps) => {
  const { t } = useWords()
  switch (standing.kind) {
    case 'clash':
    case 'conflict_base':
      return (
        <button type="button" className={`${css.against} ${css.clash}`} onClick={onClash}>
          <Shape kind="bad" />
          {standing.kind === 'clash' ? t('deploy:clash', { numbers: standing.numbers.join(', ') }) : t('deploy:conflict_base', { base })}
        </button>
      )
    case 'conflict_group':
    case 'gone':
      return (
        <span className={`${css.against} ${text.bad}`}>
          <Shape kind="bad" />
          {t(`deploy:${standing.kind}`)}
        </span>
      )
    case 'moved':
      return <span className={`${css.against} ${text.medium}`}>{t('deploy:moved', { count: standing.commits })}</span>
    case 'new':
      return <span className={`${css.against} ${text.medium}`}>{t('deploy:new')}</span>
    case 'contained':
      return <span className={`${css.against} ${text.muted}`}>{t('deploy:contained', { base })}</span>
    default:
      return <span className={`${css.against} ${text.muted}`}>{t(`deploy:${standing.kind}`)}</span>
  }
}
