import type { errors as english } from '../en/errors.ts'
import type { Same } from '../same.ts'

export const errors: Same<typeof english> = {
  title: '错误',
  say: '最近出现的在前',
  error: '错误',
  state: '状态',
  environments: '环境',
  count: '次数',
  recent: '近 5 分钟',
  lastSeen: '最近',
  onlyHere: '仅{{environment}}',
  everywhere: '全部环境',
  scope: '环境范围',
  empty: '这里没有错误。',
  emptySay: '当跨度失败或出现 error 级日志时，错误会列在这里。目前没有。',
  emptyHere: '其他环境可能有。',
  showAll: '查看全部环境',
  cut: '最近出现的 {{shown}} 个，共 {{total}} 个',
}
