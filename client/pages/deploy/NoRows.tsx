import { Button } from '../../components/Button.tsx'
import { Empty } from '../../components/Empty.tsx'
import { useWords } from '../../i18n/use-words.ts'
import type { BranchFilter } from './deploy-model.ts'
import type { ChoiceState } from './use-choice.ts'

interface NoRowsProps {
  filter: BranchFilter
  text: string
  environment: string
  base: string
  hasBranches: boolean
  state: ChoiceState
}

/** Why no branch is shown, and what to do next. */
export const NoRows = ({ filter, text, environment, base, hasBranches, state }: NoRowsProps) => {
  const { t } = useWords()
  if (!hasBranches) {
    return (
      <Empty>
        <b>{t('deploy:noBranches', { base })}</b>
        <Button onClick={() => state.openBranch(true)}>{t('deploy:newBranch')}</Button>
      </Empty>
    )
  }
  if (text !== '') {
    return (
      <Empty>
        <p>
          <b>{t('deploy:noMatch', { text })}</b> {t('deploy:noMatchSay')}
        </p>
        <Button onClick={() => state.setText('')}>{t('deploy:clearSearch')}</Button>
      </Empty>
    )
  }
  return (
    <Empty>
      <p>
        <b>{filter === 'here' ? t('deploy:noneHere', { environment }) : t('deploy:noneTicked')}</b> {t('deploy:noneTickedSay', { base })}
      </p>
      <Button onClick={() => state.setFilter('all')}>{t('deploy:showEvery')}</Button>
    </Empty>
  )
}
