import { Link } from '@tanstack/react-router'
import { type StageName, stageNames } from '#contract/deployment.ts'
import { Shape } from '../../components/Shape.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import type { CellProps } from './BoardCellView.tsx'
import { BranchCount } from './BranchCount.tsx'
import type { CellView } from './board-model.ts'
import css from './Cell.module.css'

/** A deployment under way: its stage in words, and how many stages are behind it as two pixels at the foot. */
export const DeployingCell = ({ view, service, environment }: CellProps<Extract<CellView, { kind: 'deploying' }>>) => {
  const { t } = useWords()
  const at = stageNames.indexOf(view.stage as StageName) + 1
  const { live } = view.cell
  return (
    <div className={css.cell}>
      <span className={css.first}>
        <Shape kind="run" />
        <Link
          className={css.number}
          to="/deployments/$id"
          params={{ id: view.deployment }}
          aria-label={t('board:openDeployment', { release: `${service}/${environment.name}#${view.number}` })}
        >
          #{view.number}
        </Link>
        <span className={`${text.small} ${text.muted}`}>{t(`board:${view.stage}` as 'board:build')}</span>
      </span>
      <span className={css.second}>
        {live === null ? (
          <span>{t('board:never')}</span>
        ) : (
          <span>
            <BranchCount count={live.branches} /> · #{live.number}
          </span>
        )}
        <span className={css.gap} />
        <span className={css.progress}>{t('board:stageOf', { at, of: stageNames.length })}</span>
      </span>
      <span className={css.bar} aria-hidden>
        <span style={{ width: `${(at / stageNames.length) * 100}%` }} />
      </span>
    </div>
  )
}
