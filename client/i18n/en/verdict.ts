export const verdict = {
  introducedByBranch: "<release/> introduced this error, with <author/>'s branch <branch/>.",
  introduced: '<release/> introduced this error.',
  preExisting: 'This error is older than the releases that are known here.',
  preExistingUnder: 'This error was there before; it is known since <release/>.',
  notKnown: 'It is not known which release introduced this error.',
  veryLikely: 'Very likely',
  likely: 'Likely',
  notThisRelease: 'Not a release',
  unknown: 'Not known',
} as const
