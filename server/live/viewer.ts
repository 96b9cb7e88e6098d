import { packLines } from '#contract/packed-lines.ts'
import type { LiveBatch } from '#contract/socket.ts'
import type { TailPart } from './tail.ts'

/** Batches under way to a viewer that it has not acknowledged: enough to keep the wire busy, too little to fill memory. */
export const mostUnderWay = 8

export type SendBatch = (batch: LiveBatch, acknowledged: () => void) => void

/** Sends the parts of one stream at the viewer's pace. The wait for an acknowledgement ends with the connection at the latest. */
export const sendParts = async (stream: string, parts: AsyncIterable<TailPart>, send: SendBatch, signal: AbortSignal): Promise<void> => {
  let underWay = 0
  let wake = (): void => {}
  const release = (): void => wake()
  signal.addEventListener('abort', release)
  try {
    for await (const { lines, skipped, backfill, notes } of parts) {
      if (signal.aborted) return
      underWay += 1
      let isOpen = true
      send({ stream, lines: packLines(lines), skipped, backfill, notes }, () => {
        if (isOpen) underWay -= 1
        isOpen = false
        wake()
      })
      while (underWay >= mostUnderWay && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  } finally {
    signal.removeEventListener('abort', release)
  }
}
