export const stack = {
  source: 'Source of {{path}}',
  wrappedBy: 'handed on as',
  truncated: 'The stack was cut where it was recorded.',
  libraryFrames_one: '{{count}} frame of libraries',
  libraryFrames_other: '{{count}} frames of libraries',
} as const
