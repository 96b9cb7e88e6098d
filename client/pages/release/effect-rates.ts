/** Events a minute; nothing over no time is nothing. */
export const perMinute = (count: number, minutes: number): number => (minutes <= 0 ? 0 : count / minutes)

/** Share of failing requests; null where there were none, which is not the same as 0 %. */
export const share = (errors: number, requests: number): number | null => (requests === 0 ? null : Math.min(1, errors / requests))
