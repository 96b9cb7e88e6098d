export const deployment = {} as const
