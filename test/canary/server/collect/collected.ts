export const collected = 1
