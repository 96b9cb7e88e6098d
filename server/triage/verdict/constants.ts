/** Every number that a verdict rests on, each with its reason. */

/**
 * Fewest requests that make the absence of an error worth a word. Below this even an error of one request in seven stays away by
 * chance with more than 5 % (0.86^20 = 0.05).
 */
export const fewestRequests = 20

/**
 * Rule of three: an error that hits a share p of the requests is absent from 3/p requests with 5 % chance. So many are asked of
 * the release before, with p as measured under the release that shows the error.
 */
export const ruleOfThree = 3

/** An error that is this rare (one request in a thousand) would need more requests than an environment sees; say so at 3,000. */
export const mostRequests = 3000

/** Requests that were inside at the switch may still fail on the old release; a drained instance ends within this time. */
export const graceMs = 5000

/** After a rollback, silence of this length with too few requests is "not exercised" and no longer "watching". */
export const silenceMs = 60_000

/** The rate before a rollback is measured over this much of the time that the guilty release was live. */
export const beforeMs = 10 * 60_000

/** Own frames from the failure outwards that blame is asked for: further out is who called, not what broke. */
export const blamedFrames = 5

/** Requests whose absence of this error would have shown it with 95 %, given its share of the requests where it happens. */
export const enoughRequests = (errors: number, requests: number): number => {
  if (errors === 0 || requests === 0) return fewestRequests
  const share = Math.min(1, errors / requests)
  return Math.min(mostRequests, Math.max(fewestRequests, Math.ceil(ruleOfThree / share)))
}
