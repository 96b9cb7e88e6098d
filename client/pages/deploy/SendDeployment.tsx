import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DeploymentRequest } from '#contract/deployment.ts'
import type { Branch } from '#contract/workspace.ts'
import { Button } from '../../components/Button.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Notice } from '../../components/Notice.tsx'
import { releaseName } from '../../components/release-name.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useStartDeployment } from '../../data/use-start-deployment.ts'
import { useErrorWords, useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { ConfirmDeploy } from './ConfirmDeploy.tsx'
import { DeployBar } from './DeployBar.tsx'
import { deployCommand } from './deploy-command.ts'
import type { Choice } from './deploy-model.ts'
import type { Previews, usePlace } from './use-deploy.ts'

interface SendDeploymentProps {
  service: string
  environment: string
  place: ReturnType<typeof usePlace>
  choice: Choice
  branches: readonly Branch[]
  previews: Previews
  base: string
}

/** The request as the person saw the branches: a head that moved since is refused by the server, not merged unseen. */
const requestOf = (props: SendDeploymentProps, confirm?: string, reason?: string): DeploymentRequest => {
  const ticked = new Set(props.choice.with)
  return {
    kind: 'release',
    service: props.service,
    environment: props.environment,
    branches: props.branches.filter((branch) => ticked.has(branch.name)).map(({ name, head }) => ({ name, head })),
    ...(confirm === undefined ? {} : { confirm }),
    ...(reason === undefined || reason === '' ? {} : { reason }),
  }
}

/** The bar at the foot, the typed name where it is asked for, and what the server refused. */
export const SendDeployment = (props: SendDeploymentProps) => {
  const { service, environment: name, place, choice, previews, base } = props
  const { t } = useWords()
  const worded = useErrorWords()
  const queries = useQueryClient()
  const { labelOf } = useEnvironments()
  const [confirming, setConfirming] = useState(false)
  const start = useStartDeployment()
  const environment = labelOf(name)
  const send = (confirm?: string, reason?: string): void => {
    setConfirming(false)
    start.mutate({ request: requestOf(props, confirm, reason), idempotencyKey: crypto.randomUUID() })
  }
  const refresh = (): void => {
    start.reset()
    void queries.invalidateQueries({ queryKey: ['branches'] })
    void queries.invalidateQueries({ queryKey: ['integrations'] })
  }
  return (
    <>
      {start.error?.code === 'branch_moved' && (
        <div role="alert">
          <Notice kind="bad" action={<Button onClick={refresh}>{t('deploy:refresh')}</Button>}>
            <b className={text.medium}>{t('deploy:moved')}</b> {t('deploy:movedSay')}{' '}
            <span className={text.muted}>{worded(start.error)}</span>
          </Notice>
        </div>
      )}
      {start.error !== null && start.error.code !== 'branch_moved' && <Failure error={start.error} onRetry={refresh} />}
      <DeployBar
        preview={previews.sum}
        ticked={choice.with.length}
        isStale={previews.isStale}
        isSending={start.isPending}
        failed={previews.error !== null}
        release={place.nextNumber === null ? null : releaseName({ service, environment: name, number: place.nextNumber })}
        environment={environment}
        base={base}
        command={() => deployCommand(location.origin, requestOf(props), crypto.randomUUID())}
        onDeploy={() => (place.environment?.typedConfirmation === true ? setConfirming(true) : send())}
      />
      {confirming && (
        <ConfirmDeploy
          name={name}
          environment={environment}
          isSending={start.isPending}
          onDeploy={send}
          onClose={() => setConfirming(false)}
        />
      )}
    </>
  )
}
