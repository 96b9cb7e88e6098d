import type { paste as english } from '../en/paste.ts'
import type { Same } from '../same.ts'

export const paste: Same<typeof english> = {
  placeholder: '粘贴 traceId、日志或堆栈…',
  also: '也接受日志、堆栈、提交、实例名、版本',
  several: '多个 id 会列成清单',
  results: '可能的内容',
  looking: '查找中…',
  none: '没有找到。',
  looked: '已查 {{where}}：{{outcome}}（{{scope}}）',
  empty: '无',
  found: '有',
  unavailable: '无应答',
  asText: '作为文本搜索日志',
  trace: '链路',
  release: '版本',
  commit: '提交',
  instance: '实例',
  error: '错误',
  service: '应用',
  failed: '失败',
  failure: '无法查找：{{reason}}',
}
