import type { rollback as english } from '../en/rollback.ts'
import type { Same } from '../same.ts'

export const rollback: Same<typeof english> = {
  title: '回滚{{environment}}的 {{service}}',
  live: '已接流',
  wasLive: '曾接流 {{duration}}',
  leaves: '将离开',
  returns: '将恢复',
  sum: '{{branches}}，{{commits}}，{{people}}',
  artifact: '制品',
  standby_live: '在，接流中',
  standby_warm: '在，运行中',
  standby_artifact: '在，未运行',
  standby_gone: '已不在',
  config: '配置',
  configSame: '配置相同。',
  configChanged: '以下取值将恢复：',
  time: '用时',
  timeSwitch: '约 {{duration}}，只切换流量。无需构建，不丢请求，可以撤销。',
  timeStart: '约 {{duration}}：先启动实例，再切换流量。无需构建，不丢请求。',
  type: '输入 {{name}} 确认',
  reason: '原因，写入审计',
  go: '回滚到 {{release}}',
  sending: '正在回滚到 {{release}}…',
}
