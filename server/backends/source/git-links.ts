const hopLimit = 40

/**
 * Whether a symbolic link of a tree could lead out of the folder the tree is written into. It walks the link through the
 * other links of the same tree, because a `..` after a link leaves from where that link leads.
 */
export const leavesFolder = (path: string, links: ReadonlyMap<string, string>): boolean => {
  const at = path.split('/').slice(0, -1)
  const ahead = (links.get(path) ?? '').split('/')
  if (links.get(path)?.startsWith('/')) return true
  let hops = 0
  for (let step = ahead.shift(); step !== undefined; step = ahead.shift()) {
    if (step === '' || step === '.') continue
    if (step === '..') {
      if (at.pop() === undefined) return true
      continue
    }
    const through = links.get([...at, step].join('/'))
    if (through === undefined) at.push(step)
    else if (through.startsWith('/')) return true
    else {
      hops += 1
      // A circle leads nowhere, so not out either.
      if (hops > hopLimit) return false
      ahead.unshift(...through.split('/'))
    }
  }
  return false
}
