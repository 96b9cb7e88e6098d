import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Empty } from '../../components/Empty.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { NewBranchDialog } from '../../components/NewBranchDialog.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { useCreateBranch } from '../../data/use-create-branch.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { BranchList } from './BranchList.tsx'
import { BranchTools } from './BranchTools.tsx'
import { ClashDetail } from './ClashDetail.tsx'
import { ClashMatrix } from './ClashMatrix.tsx'
import { ClashSummary } from './ClashSummary.tsx'
import css from './DeployPage.module.css'
import { DeployTitle } from './DeployTitle.tsx'
import { buildRows, considered, numberBranches } from './deploy-model.ts'
import { Leaving } from './Leaving.tsx'
import { NoRows } from './NoRows.tsx'
import { SendDeployment } from './SendDeployment.tsx'
import { useChoice } from './use-choice.ts'
import { usePlace, usePreviews } from './use-deploy.ts'

/** Which branches go in, who clashes with whom, what leaves the environment? */
export const DeployPage = (): ReactNode => {
  const { t } = useWords()
  const { service, environment: name } = useParams({ from: '/services/$service/deploy/$environment' })
  const { labelOf } = useEnvironments()
  const environment = labelOf(name)
  const state = useChoice()
  const creation = useCreateBranch(service, state.branchCreated)
  const place = usePlace(service, name, state.text)
  const branches = place.branches ?? []
  const choice = state.choiceOf(place.branches)
  const previews = usePreviews(service, name, choice)
  const base = place.spec?.baseBranch ?? previews.sum?.base.branch ?? ''
  const title = t('deploy:title', { service, environment })

  if (place.isUnknown) {
    return (
      <>
        <PageTitle title={title} />
        <Empty>{t('deploy:unknownPlace')}</Empty>
      </>
    )
  }
  const clashes = previews.clashes?.conflicts ?? []
  const filter = state.filterOf(choice)
  const rows = choice === null ? [] : buildRows(branches, choice, previews.clashes, { filter, text: state.text })
  const numbers = choice === null ? new Map<string, number>() : numberBranches(branches, choice)
  const pair = state.pairIn(clashes)
  const isMatrixShown = filter === 'ticked' && state.text === '' && rows.length > 1
  return (
    <div className={css.page}>
      <DeployTitle
        title={title}
        service={service}
        environment={environment}
        place={place}
        base={previews.sum?.base}
        onNewBranch={() => state.openBranch(true)}
      />
      {place.failure !== null && <Failure error={place.failure} onRetry={() => void place.refetch()} />}
      <div className={css.tools}>
        <BranchTools state={state} filter={filter} branches={branches} choice={choice} place={place} environment={environment} />
        {choice !== null && (
          <ClashSummary
            choice={choice}
            clashes={clashes}
            isKnown={previews.clashes !== undefined}
            onKeep={(names) => state.keep(names, considered(choice))}
          />
        )}
      </div>
      {place.branches === undefined && place.failure === null && <Loading />}
      {choice !== null && (
        <div className={isMatrixShown ? css.split : undefined}>
          {rows.length === 0 ? (
            <NoRows
              filter={filter}
              text={state.text}
              environment={environment}
              base={base}
              hasBranches={branches.length > 0}
              state={state}
            />
          ) : (
            <BranchList
              rows={rows}
              environment={environment}
              base={base}
              lit={new Set(pair === null ? [] : [pair.a, ...(pair.b === null ? [] : [pair.b])])}
              isStale={previews.isStale}
              onToggle={(branch) => state.toggle(choice, branch, clashes)}
              onToggleAll={(tick) =>
                state.toggleAll(
                  choice,
                  rows.map((row) => row.branch.name),
                  tick,
                )
              }
              onClash={(branch) => state.choose(clashes.find((clash) => clash.a === branch || clash.b === branch) ?? null)}
            />
          )}
          {isMatrixShown && (
            <ClashMatrix
              names={[...numbers.keys()]}
              clashes={clashes}
              base={base}
              chosen={pair}
              isStale={previews.isStale}
              onChoose={state.choose}
            />
          )}
        </div>
      )}
      {place.shownLimit !== null && (
        <p className={`${text.small} ${text.muted} ${css.cut}`}>{t('deploy:cut', { shown: place.shownLimit, total: place.total })}</p>
      )}
      {choice !== null && (
        <div className={css.below}>
          {clashes.length > 0 ? (
            <ClashDetail
              clash={pair}
              branches={branches}
              numbers={numbers}
              ticked={new Set(choice.with)}
              base={base}
              onUntick={(branch) => state.toggle(choice, branch, clashes)}
            />
          ) : (
            <span />
          )}
          <Leaving preview={previews.sum} environment={environment} isStale={previews.isStale} />
        </div>
      )}
      {choice !== null && (
        <SendDeployment
          service={service}
          environment={name}
          place={place}
          choice={choice}
          branches={branches}
          previews={previews}
          base={base}
        />
      )}
      {state.isBranchOpen && (
        <NewBranchDialog
          service={service}
          base={base}
          creation={creation}
          onCreate={creation.mutate}
          onClose={() => state.openBranch(false)}
        />
      )}
    </div>
  )
}
