import type { chart as english } from '../en/chart.ts'
import type { Same } from '../same.ts'

export const chart: Same<typeof english> = {
  backTo: '退回 {{number}} · {{at}}',
  peak: '每分钟最多 {{value}} 个错误。',
}
