import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** The whole search lies in the address. */
export const useLogSearch = () => {
  const search = useSearch({ from: '/logs' })
  const navigate = useNavigate({ from: '/logs' })
  const change = useCallback(
    (next: Partial<typeof search>, isStep = true) =>
      void navigate({ search: (before: typeof search) => ({ ...before, open: undefined, ...next }), replace: !isStep, resetScroll: false }),
    [navigate],
  )
  return { search, change }
}

export type LogSearch = ReturnType<typeof useLogSearch>['search']
export type ChangeSearch = ReturnType<typeof useLogSearch>['change']
