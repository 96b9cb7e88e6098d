import type { traces as english } from '../en/traces.ts'
import type { Same } from '../same.ts'

export const traces: Same<typeof english> = {
  title: '链路',
  find: '按操作或 traceId 过滤',
  failed: '仅失败',
  service: '应用',
  allServices: '全部应用',
  minMs: '至少',
  anyDuration: '任意耗时',
  when: '时间',
  operation: '操作',
  services: '应用数',
  duration: '耗时',
  result: '结果',
  ok: '正常',
  bad: '失败',
  older: '更早',
  newest: '回到最新',
  shown: '显示 {{count}} 条，最新在前',
  empty: '这里没有链路。',
  emptyMatch: '没有符合条件的链路。',
  emptySay: '由 Culprit 启动的应用会自动上报。其他 SkyWalking 探针请指向：',
}
