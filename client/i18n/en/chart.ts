export const chart = {
  backTo: 'back to {{number}} · {{at}}',
  peak: 'At most {{value}} errors a minute.',
} as const
