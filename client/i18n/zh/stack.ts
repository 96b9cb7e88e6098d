import type { stack as english } from '../en/stack.ts'
import type { Same } from '../same.ts'

export const stack: Same<typeof english> = {
  source: '{{path}} 的源码',
  wrappedBy: '继续抛出为',
  truncated: '堆栈在记录时被截断。',
  libraryFrames_other: '{{count}} 个类库帧',
}
