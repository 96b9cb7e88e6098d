/** Lets work on the same name happen one after the other. */
export const createTurns = (): { take<Result>(name: string, work: () => Promise<Result>): Promise<Result> } => {
  const last = new Map<string, Promise<unknown>>()
  return {
    async take(name, work) {
      const turn = (last.get(name) ?? Promise.resolve()).then(work, work)
      last.set(name, turn)
      try {
        return await turn
      } finally {
        if (last.get(name) === turn) last.delete(name)
      }
    },
  }
}
