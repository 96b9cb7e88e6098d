import { useCallback, useEffect, useReducer, useState } from 'react'
import { unpackLines } from '#contract/packed-lines.ts'
import type { ServerEvents } from '#contract/socket.ts'
import { connect } from '../../data/socket.ts'
import { comeBack, emptyLive, follow, type LiveArrival, type LiveState, lose, pause, receive } from './live-rows.ts'

const backfillLines = 200

type Change =
  | { kind: 'begin' }
  | { kind: 'batch'; batch: LiveArrival; filtered: boolean }
  | { kind: 'lost' | 'back'; at: number }
  | { kind: 'pause' | 'follow' }

const change = (state: LiveState, event: Change): LiveState => {
  switch (event.kind) {
    case 'begin':
      return { ...emptyLive, nextId: state.nextId }
    case 'batch':
      return receive(state, event.batch, event.filtered)
    case 'lost':
      return lose(state, event.at)
    case 'back':
      return comeBack(state, event.at)
    case 'pause':
      return pause(state)
    case 'follow':
      return follow(state)
  }
}

export interface LiveQuestion {
  /** What the rows belong to; another one begins with an empty page. */
  subject: string
  /** Names joined by a comma; it may grow while the subject stays, when a new release starts its instances. */
  instances: string
  filter: string
}

/** Output of some instances: history, then new lines, through reconnects and changes of the instances. */
export const useLive = ({ subject, instances, filter }: LiveQuestion) => {
  const [state, dispatch] = useReducer(change, emptyLive)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [offlineSince, setOfflineSince] = useState<number | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another subject begins with an empty page
  useEffect(() => dispatch({ kind: 'begin' }), [subject])

  useEffect(() => {
    if (instances === '') return
    const socket = connect()
    let stream = ''
    const open = (): void => {
      stream = crypto.randomUUID()
      socket.emit('live:open', { stream, instances: instances.split(','), backfill: backfillLines, filter }, (answer) =>
        setRefusal(answer.ok ? null : answer.message),
      )
    }
    const handleLines: ServerEvents['live:lines'] = (batch, ack) => {
      if (batch.stream === stream) {
        const { lines, skipped, backfill, notes } = batch
        dispatch({ kind: 'batch', batch: { lines: unpackLines(lines), skipped, backfill, notes }, filtered: filter !== '' })
      }
      ack()
    }
    const handleConnect = (): void => {
      setOfflineSince(null)
      dispatch({ kind: 'back', at: Date.now() })
      open()
    }
    const handleDisconnect = (): void => {
      setOfflineSince(Date.now())
      dispatch({ kind: 'lost', at: Date.now() })
    }
    socket.on('live:lines', handleLines)
    socket.on('connect', handleConnect)
    socket.on('disconnect', handleDisconnect)
    if (socket.connected) open()
    return () => {
      socket.off('live:lines', handleLines)
      socket.off('connect', handleConnect)
      socket.off('disconnect', handleDisconnect)
      if (socket.connected && stream !== '') socket.emit('live:close', { stream }, () => {})
    }
  }, [instances, filter])

  const setFollowing = useCallback((following: boolean) => dispatch({ kind: following ? 'follow' : 'pause' }), [])
  return { state, refusal, offlineSince, setFollowing }
}
