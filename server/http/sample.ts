import type { SampleRoom } from '../sample/sample.ts'
import type { Handlers } from './register.ts'

export const sampleHandlers = ({
  sample,
}: {
  sample: Pick<SampleRoom, 'status' | 'remove'>
}): Pick<Handlers, 'sample' | 'removeSample'> => ({
  sample: () => sample.status(),
  async removeSample() {
    await sample.remove()
    return { ok: true }
  },
})
