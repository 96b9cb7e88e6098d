/**
 * One change of a place's traffic at a time. A switch and the re-routing of a restarted instance both read the generation and
 * send the next one; in turn, neither can overwrite the other with a number that it read too early.
 */
export interface TrafficLock {
  hold<Value>(place: string, change: () => Promise<Value>): Promise<Value>
}

export const createTrafficLock = (): TrafficLock => {
  const last = new Map<string, Promise<unknown>>()
  return {
    hold(place, change) {
      const turn = (last.get(place) ?? Promise.resolve()).then(change)
      const settled = turn.catch(() => undefined)
      last.set(place, settled)
      settled.then(() => {
        if (last.get(place) === settled) last.delete(place)
      })
      return turn
    },
  }
}
