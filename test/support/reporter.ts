import type { Reporter, TestModule } from 'vitest/node'

/** Says at the end which tests were skipped and why, and closes with one plain line that a machine can read. */
export default class ClosingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const states = Map.groupBy(tests, (test) => test.result().state)
    const reasons = Map.groupBy(states.get('skipped') ?? [], (test) => {
      const result = test.result()
      return ('note' in result ? result.note : undefined) ?? 'no reason given'
    })
    for (const [reason, skipped] of reasons) console.log(`\nskipped ${skipped.length}: ${reason}`)
    const count = (state: 'passed' | 'failed' | 'skipped'): number => states.get(state)?.length ?? 0
    const brokenFiles = modules.filter(
      (module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
    ).length
    console.log(`\n${count('passed')} passed, ${count('failed') + brokenFiles} failed, ${count('skipped')} skipped`)
  }
}
