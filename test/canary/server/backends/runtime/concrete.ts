export const concrete = 1
