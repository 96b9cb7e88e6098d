import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Branch } from '#contract/workspace.ts'
import { readChoice, readPair, writeChoice, writePair } from './choice-address.ts'
import { type BranchFilter, type Choice, type Clash, initialChoice, toggleBranch } from './deploy-model.ts'

const from = '/services/$service/deploy/$environment'

/** The page's state: all of it lies in the address, so that a link shows the same choice to somebody else. */
export const useChoice = () => {
  const search = useSearch({ from })
  const navigate = useNavigate({ from })
  const go = useCallback(
    (change: Partial<typeof search>, isStep = false) =>
      void navigate({ search: (before: typeof search) => ({ ...before, ...change }), replace: !isStep, resetScroll: false }),
    [navigate],
  )
  const write = (choice: Choice): void => go({ ...writeChoice(choice), pair: undefined })
  const chosen = readPair(search.pair)
  return {
    text: search.q ?? '',
    isBranchOpen: search.branch === true,
    setText: useCallback((q: string) => go({ q: q === '' ? undefined : q }), [go]),
    setFilter: (show: BranchFilter) => go({ show }),
    openBranch: (open: boolean) => go({ branch: open ? true : undefined }, open),
    /** The new branch is shown, not ticked: that stays a decision. */
    branchCreated: (name: string) => go({ branch: undefined, show: 'all', q: name }),

    choiceOf: (branches: readonly Branch[] | undefined): Choice | null =>
      readChoice(search) ?? (branches === undefined ? null : initialChoice(branches)),
    filterOf: (choice: Choice | null): BranchFilter =>
      search.show ?? (choice === null || choice.with.length + choice.held.length > 0 ? 'ticked' : 'all'),
    pairIn: (clashes: readonly Clash[]): Clash | null => clashes.find((clash) => clash.a === chosen?.a && clash.b === chosen.b) ?? null,

    choose: (clash: Clash | null) => go({ pair: clash === null ? undefined : writePair(clash) }),
    toggle: (choice: Choice, name: string, clashes: readonly Clash[]) => go(writeChoice(toggleBranch(choice, name, clashes))),
    toggleAll: (choice: Choice, names: readonly string[], tick: boolean) => {
      const shown = new Set(names)
      write(
        tick
          ? {
              with: [...choice.with, ...names.filter((name) => !choice.with.includes(name))],
              held: choice.held.filter((name) => !shown.has(name)),
            }
          : { with: choice.with.filter((name) => !shown.has(name)), held: choice.held.filter((name) => !shown.has(name)) },
      )
    },
    /** Keeps these; the other considered branches stay in sight. */
    keep: (names: readonly string[], all: readonly string[]) => write({ with: names, held: all.filter((name) => !names.includes(name)) }),
  }
}

export type ChoiceState = ReturnType<typeof useChoice>
