import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type ClipboardEvent, useDeferredValue, useEffect, useState } from 'react'
import type { Resolved } from '#contract/telemetry.ts'
import { callOptions, useCall } from '../data/use-call.ts'

const settleMs = 120
/** The server takes no more; a log line or a stack is told by its beginning. */
const most = 20_000

const useSettled = (value: string): string => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** The page of what was found, seen in its own environment. */
export const addressOfFound = ({ href, environment }: Pick<Resolved, 'href' | 'environment'>): string =>
  environment === null ? href : `${href}${href.includes('?') ? '&' : '?'}env=${encodeURIComponent(environment)}`

/** The text of the box, what it is, and the way to its page. */
export const usePaste = (onOpen?: () => void) => {
  const router = useRouter()
  const queries = useQueryClient()
  // An input drops line feeds; a pasted stack or log entry is looked up as it was, not as it is shown.
  const [{ shown, raw }, setText] = useState({ shown: '', raw: '' })
  const [active, setActive] = useState(0)
  const [isOpening, setOpening] = useState(false)
  const wanted = raw.trim().slice(0, most)
  const settled = useSettled(wanted)
  const resolution = useCall('resolve', { query: { text: settled } }, { enabled: settled !== '', keep: true, staleMs: 5_000 })
  const isCurrent = settled === wanted && !resolution.isPlaceholderData
  const answer = useDeferredValue(wanted === '' ? undefined : resolution.data)

  const type = (text: string): void => {
    setText({ shown: text, raw: text })
    setActive(0)
  }
  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const text = event.clipboardData.getData('text/plain')
    if (!/[\r\n]/.test(text)) return
    event.preventDefault()
    setText({ shown: text.replace(/\s+/g, ' ').trim().slice(0, most), raw: text })
    setActive(0)
  }
  const go = (item: Resolved): void => {
    type('')
    router.history.push(addressOfFound(item))
    onOpen?.()
  }
  /** Enter may come before the answer: it is waited for, and the best hit opened. */
  const open = async (): Promise<void> => {
    if (wanted === '' || isOpening) return
    setOpening(true)
    try {
      const found =
        isCurrent && resolution.data !== undefined
          ? resolution.data
          : await queries.fetchQuery(callOptions('resolve', { query: { text: wanted } }))
      const item = found.items[active] ?? found.items[0]
      if (item !== undefined) go(item)
    } catch {
      // The answer's place on the page says why.
    } finally {
      setOpening(false)
    }
  }
  const move = (by: number): void => {
    const count = answer?.items.length ?? 0
    if (count > 0) setActive((before) => (before + by + count) % count)
  }
  return { shown, wanted, type, paste, answer, error: resolution.error, isLooking: wanted !== '' && !isCurrent, active, move, go, open }
}

export type Paste = ReturnType<typeof usePaste>
