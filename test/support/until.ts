/** Waits for a condition, at most `limitMs`. */
export const until = async (
  condition: () => boolean | Promise<boolean>,
  what = 'the condition',
  limitMs = 10_000,
  pauseMs = 5,
): Promise<void> => {
  const end = performance.now() + limitMs
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Waited ${limitMs} ms in vain for ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
