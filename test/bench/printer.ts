import { spawn } from 'node:child_process'

export const instanceName = 'printer-test-r1-1'

/** Prints `count` lines of 113 bytes; at `perSecond` lines a second where that is given, each ending in the time it was printed. */
export const printer = `
const count = Number(process.argv[1]), perSecond = Number(process.argv[2] ?? 0)
const { writeSync } = require('node:fs')
const line = (n) => ('2026-11-24 10:15:00.123  INFO 4242 --- [nio-8080-exec-1] c.x.dict.StaffController : GET /dict/default/staff ' + n).padEnd(112, '.') + '\\n'
const write = (text) => { const bytes = Buffer.from(text); for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at) }
if (perSecond === 0) {
  for (let n = 0; n < count;) { let block = ''; for (const end = Math.min(count, n + 500); n < end; n += 1) block += line(n); write(block) }
} else {
  // A second's rest: what is measured is a stream that flows, not its beginning.
  const began = Date.now() + 1000
  let n = 0
  const timer = setInterval(() => {
    for (const due = Math.min(count, Math.floor(((Date.now() - began) * perSecond) / 1000)); n < due; n += 1) write('printed ' + Date.now() + ' ' + n + '\\n')
    if (n >= count) clearInterval(timer)
  }, 1)
}`

/** A process that prints, on a pipe. */
export const spawnPrinter = (count: number) =>
  spawn(process.execPath, ['-e', printer, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] })
