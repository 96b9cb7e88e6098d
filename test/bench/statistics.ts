/** The middle value; of an even number the upper of the two. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value that the given share of all values does not exceed. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
