import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Deployment, DeploymentRequest } from '#contract/deployment.ts'
import { type ApiError, call } from './api.ts'

/**
 * A release, rollback or redeploy, sent once a click: the key makes a repeated sending the same deployment. Opens its page
 * when it is there, unless the caller stays where it is.
 */
export const useStartDeployment = (onStarted?: (deployment: Deployment) => void) => {
  const navigate = useNavigate()
  const queries = useQueryClient()
  return useMutation<Deployment, ApiError, { request: DeploymentRequest; idempotencyKey: string }>({
    mutationFn: ({ request, idempotencyKey }) => call('startDeployment', { body: request }, { idempotencyKey }),
    onSuccess: async (deployment) => {
      queries.setQueryData(['deployment', { params: { id: deployment.id } }], deployment)
      if (onStarted === undefined) await navigate({ to: '/deployments/$id', params: { id: deployment.id } })
      else onStarted(deployment)
    },
  })
}
