import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ApiError, call } from './api.ts'

/** Creates a branch of a service and has every list of branches read again. */
export const useCreateBranch = (service: string, onCreated: (name: string) => void) => {
  const queries = useQueryClient()
  return useMutation<{ name: string }, ApiError, { name: string; from: string }>({
    mutationFn: (body) => call('createBranch', { params: { service }, body }),
    onSuccess: async (created) => {
      await queries.invalidateQueries({ queryKey: ['branches'] })
      onCreated(created.name)
    },
  })
}
