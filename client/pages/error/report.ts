import type { Aftermath, ErrorGroup, Verdict } from '#contract/triage.ts'

/** What to send to the author: plain lines that can be pasted anywhere. English, as the data in them is. */
export const reportOf = (group: ErrorGroup, aftermath: Aftermath, verdict: Verdict | undefined, address: string): string =>
  [
    `${group.type} in ${group.place}: ${group.message}`,
    `${group.service} ${group.endpoint}, ${group.count} events, first ${new Date(group.firstSeen).toISOString()}`,
    verdict?.release == null ? '' : `Release: ${verdict.release}${verdict.branch === null ? '' : `, branch ${verdict.branch}`}`,
    verdict?.commit == null ? '' : `Commit: ${verdict.commit.id} by ${verdict.commit.author}: ${verdict.commit.subject}`,
    `Rolled back to ${aftermath.to} at ${new Date(aftermath.at).toISOString()}; since then ${aftermath.errorsSince} errors in ${aftermath.requestsSince} requests.`,
    address,
  ]
    .filter((line) => line !== '')
    .join('\n')
