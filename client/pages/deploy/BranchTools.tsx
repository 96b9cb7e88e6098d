import type { Branch } from '#contract/workspace.ts'
import { Choices } from '../../components/Choices.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { useWords } from '../../i18n/use-words.ts'
import css from './BranchTools.module.css'
import type { BranchFilter, Choice } from './deploy-model.ts'
import type { ChoiceState } from './use-choice.ts'
import type { usePlace } from './use-deploy.ts'

interface BranchToolsProps {
  state: ChoiceState
  filter: BranchFilter
  branches: readonly Branch[]
  choice: Choice | null
  place: ReturnType<typeof usePlace>
  environment: string
}

/** Search over all branches, and which of them are shown. */
export const BranchTools = ({ state, filter, branches, choice, place, environment }: BranchToolsProps) => {
  const { t } = useWords()
  const here = branches.filter((branch) => branch.here !== 'absent').length
  const setFilter = (show: BranchFilter): void => state.setFilter(show)
  return (
    <div className={css.tools}>
      <SearchBox label={t('deploy:search', { count: branches.length })} value={state.text} onChange={state.setText} />
      <Choices
        bare
        label={t('deploy:show')}
        value={filter}
        onChange={setFilter}
        options={[
          { value: 'ticked', label: t('deploy:showTicked', { count: choice?.with.length ?? 0 }) },
          { value: 'here', label: t('deploy:showHere', { environment, count: here }) },
          { value: 'all', label: t('deploy:showAll', { count: Math.max(branches.length, place.shownLimit === null ? 0 : place.total) }) },
        ]}
      />
    </div>
  )
}
