import type { Announce } from '#contract/socket.ts'
import type { Clock } from '#lib/clock.ts'

/** A browser fetches the error again at each announcement: once a second is as fast as anybody reads. */
const everyMs = 1000

export interface Announcer {
  changed(group: string): void
  /** Announces what is due; the rest waits for the next call. */
  flush(): void
}

export const createAnnouncer = (announce: Announce, clock: Clock): Announcer => {
  const changed = new Set<string>()
  const last = new Map<string, number>()
  return {
    changed: (group) => changed.add(group),
    flush() {
      const now = clock.now()
      for (const [group, at] of last) if (now - at >= everyMs) last.delete(group)
      for (const group of changed) {
        if (last.has(group)) continue
        changed.delete(group)
        last.set(group, now)
        announce({ event: 'errors:changed', payload: { id: group } })
      }
    },
  }
}
