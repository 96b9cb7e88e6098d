import type { errorCode as english } from '../en/error-codes.ts'
import type { Same } from '../same.ts'

export const errorCode: Same<typeof english> = {
  bad_request: '请求无效。{{message}}',
  not_found: '不存在，或已不再保留。{{message}}',
  conflict: '期间状态已改变。{{message}}',
  forbidden_origin: '控制台拒绝来自其他页面的调用。',
  too_large: '内容超过控制台可接受的大小。',
  too_many_requests: '请求过多，请稍候再试。',
  unavailable: '没有应答。{{message}}',
  internal: 'Culprit 内部出错，详见其日志。',
  not_a_repository: '这不是 git 仓库。{{message}}',
  empty_repository: '仓库还没有任何提交。',
  branch_not_found: '分支已不存在。{{message}}',
  branch_exists: '同名分支已存在。{{message}}',
  branch_moved: '分支在你查看之后有更新，请重新查看再部署。{{message}}',
  name_refused: '不能使用这个名称。{{message}}',
  integration_conflict: '分支无法合并。{{message}}',
  artifact_gone: '该版本的制品已清除，不构建就无法上线。',
  confirmation_missing: '请输入环境名以确认。',
  nothing_to_roll_back_to: '没有更早的版本可退回。',
  deployment_finished: '部署已经结束。',
  managed_by_file: '此项由 culprit.yaml 管理，请在文件中修改。',
  out_of_space: '控制台所在磁盘已满。',
}
