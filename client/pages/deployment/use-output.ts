import { useEffect, useReducer } from 'react'
import type { OutputLine } from '#contract/deployment.ts'
import type { ServerEvents } from '#contract/socket.ts'
import { type ApiError, call, toApiError } from '../../data/api.ts'
import { connect } from '../../data/socket.ts'
import { addLines, emptyOutput, type Output } from './output-lines.ts'

export interface OutputState {
  output: Output
  /** The lines kept so far were read by request; the socket continues after them. */
  isRead: boolean
  error: ApiError | null
  isOffline: boolean
  /** The last time the connection came back, and how many lines it brought that were missed. */
  reconnected: { at: number; lines: number } | null
}

type Change =
  | { kind: 'lines'; lines: readonly OutputLine[]; total: number; skipped: number; at: number }
  | { kind: 'read' }
  | { kind: 'failed'; error: ApiError }
  | { kind: 'offline' }
  | { kind: 'online'; at: number }

const initial: OutputState = { output: emptyOutput, isRead: false, error: null, isOffline: false, reconnected: null }

const change = (state: OutputState, event: Change): OutputState => {
  switch (event.kind) {
    case 'lines': {
      const output = addLines(state.output, event.lines, event.total, event.skipped)
      const fresh = output.lines.length - state.output.lines.length
      const isBackfill = state.reconnected !== null && event.at - state.reconnected.at < backfillMs
      return {
        ...state,
        output,
        reconnected:
          isBackfill && state.reconnected !== null ? { ...state.reconnected, lines: state.reconnected.lines + fresh } : state.reconnected,
      }
    }
    case 'read':
      return { ...state, isRead: true, error: null }
    case 'failed':
      return { ...state, error: event.error }
    case 'offline':
      return { ...state, isOffline: true }
    case 'online':
      return state.isOffline ? { ...state, isOffline: false, reconnected: { at: event.at, lines: 0 } } : state
  }
}

/** What arrives this soon after a reconnect was printed while the connection was away. */
const backfillMs = 1_000

const readAll = async (
  id: string,
  signal: AbortSignal,
  take: (page: { items: OutputLine[]; total: number; skipped: number }) => void,
): Promise<number> => {
  let after = 0
  for (;;) {
    const page = await call('deploymentOutput', { params: { id }, query: { after } }, { signal })
    take(page)
    const last = page.items.at(-1)?.no
    if (last === undefined || page.next === null) return Math.max(after, last ?? 0)
    after = last
  }
}

/** All output of a deployment: what is kept by request, then what comes by socket, complete over reloads and reconnects. */
export const useOutput = (id: string): OutputState => {
  const [state, dispatch] = useReducer(change, initial)
  useEffect(() => {
    const leaving = new AbortController()
    const socket = connect()
    let after = 0
    let isWatching = false
    const take = (lines: readonly OutputLine[], total: number, skipped: number): void => {
      after = Math.max(after, lines.at(-1)?.no ?? 0)
      dispatch({ kind: 'lines', lines, total, skipped, at: Date.now() })
    }
    const watch = (): void => {
      socket.emit('deployment:watch', { id, afterLine: after }, () => {})
    }
    const handleOutput: ServerEvents['deployment:output'] = (batch) => {
      if (batch.id === id) take(batch.lines, batch.total, batch.skipped)
    }
    const handleConnect = (): void => {
      dispatch({ kind: 'online', at: Date.now() })
      if (isWatching) watch()
    }
    const handleDisconnect = (): void => dispatch({ kind: 'offline' })
    socket.on('deployment:output', handleOutput)
    socket.on('connect', handleConnect)
    socket.on('disconnect', handleDisconnect)
    readAll(id, leaving.signal, (page) => take(page.items, page.total, page.skipped)).then(
      () => {
        dispatch({ kind: 'read' })
        isWatching = true
        if (socket.connected) watch()
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) dispatch({ kind: 'failed', error: toApiError(error) })
      },
    )
    return () => {
      leaving.abort()
      socket.off('deployment:output', handleOutput)
      socket.off('connect', handleConnect)
      socket.off('disconnect', handleDisconnect)
      if (socket.connected) socket.emit('deployment:leave', { id }, () => {})
    }
  }, [id])
  return state
}
