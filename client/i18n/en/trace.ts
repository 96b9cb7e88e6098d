export const trace = {} as const
