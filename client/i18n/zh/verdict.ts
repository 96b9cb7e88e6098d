import type { verdict as english } from '../en/verdict.ts'
import type { Same } from '../same.ts'

export const verdict: Same<typeof english> = {
  introducedByBranch: '这个错误由 <release/> 引入，来自<author/>的分支 <branch/>。',
  introduced: '这个错误由 <release/> 引入。',
  preExisting: '这个错误早于此处已知的版本。',
  preExistingUnder: '这个错误早已存在，最早见于 <release/>。',
  notKnown: '尚不能判断是哪个版本引入了这个错误。',
  veryLikely: '很可能',
  likely: '较可能',
  notThisRelease: '并非新版本所致',
  unknown: '尚不能判断',
}
