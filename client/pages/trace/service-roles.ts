import type { TraceTree } from './trace-tree.ts'

/** What an instance had to do with the failure, and how far its clock was shifted. */
export interface ServiceRole {
  failure: 'first' | 'relay' | 'fine'
  shiftMs: number
}

export const serviceRoles = (tree: TraceTree, firstFailing: string | null): Map<string, ServiceRole> => {
  const roles = new Map<string, ServiceRole>()
  const open = [...tree.roots]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    open.push(...node.children)
    if (node.span === null) continue
    const role = roles.get(node.span.instance) ?? { failure: 'fine', shiftMs: 0 }
    if (node.key === firstFailing) role.failure = 'first'
    else if (node.span.failed && role.failure === 'fine') role.failure = 'relay'
    if (node.shiftMs !== 0) role.shiftMs = node.shiftMs
    roles.set(node.span.instance, role)
  }
  return roles
}
