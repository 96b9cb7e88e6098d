// The dependency rule of the map. The planted violations in test/canary fall under the same rules.
const room = (names) => `^(|test/canary/)server/(${names})/`
const domains = 'deploy|collect|live|triage'

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule(
      'contract-is-pure',
      'The wire language imports nothing of ours and no Node module.',
      { path: room('contract') },
      { path: '^(|test/canary/)(server|client)/|^node:', pathNot: room('contract') },
    ),
    rule('contract-has-no-node', 'Vite bundles the contract.', { path: room('contract') }, { dependencyTypes: ['core'] }),
    rule(
      'lib-is-pure',
      'Helpers have no domain words: node: builtins only.',
      { path: room('lib') },
      { path: '^(|test/canary/)(server|client)/|node_modules', pathNot: room('lib') },
    ),
    rule(
      'backends-behind-ports',
      'A domain room speaks to a port, never to a concrete backend.',
      { path: room(`${domains}|records|proof|http`) },
      { path: room('backends'), pathNot: '^(|test/canary/)server/backends/[^/]+/port\\.ts$' },
    ),
    rule(
      'vendors-do-not-meet',
      'A backend knows its own folder only.',
      { path: '^(|test/canary/)server/backends/([^/]+)/' },
      { path: room('backends'), pathNot: '^(|test/canary/)server/backends/$2/' },
    ),
    rule(
      'backends-know-no-rooms',
      'A backend imports its port, contract, lib and its vendor.',
      { path: room('backends') },
      { path: room(`${domains}|records|http|proof|sample|config`) },
    ),
    rule(
      'domains-do-not-meet',
      'Rooms meet in the feed and in announce, handed in by the context.',
      { path: '^(|test/canary/)server/(deploy|collect|live|triage)/' },
      { path: room(`${domains}`), pathNot: '^(|test/canary/)server/$2/' },
    ),
    rule(
      'records-know-no-rooms',
      'Records are below the domain rooms.',
      { path: room('records') },
      { path: room(`${domains}|http|proof|sample|config`) },
    ),
    rule(
      'only-the-process-knows-the-context',
      'Nothing imports context.ts but app.ts and main.ts.',
      { path: '^(|test/canary/)(server|client)/', pathNot: '^(|test/canary/)server/(app|main)\\.ts$' },
      { path: '^(|test/canary/)server/context\\.ts$' },
    ),
    rule(
      'client-sees-contract-only',
      'The client imports the contract and itself.',
      { path: '^(|test/canary/)client/' },
      { path: '^(|test/canary/)server/', pathNot: room('contract') },
    ),
    rule(
      'pages-do-not-meet',
      'A page never imports another page.',
      { path: '^(|test/canary/)client/pages/([^/]+)/' },
      { path: '^(|test/canary/)client/pages/', pathNot: '^(|test/canary/)client/pages/$2/' },
    ),
    rule(
      'components-do-not-fetch',
      'Components are presentation; how a person likes to read (language, zone) is no data of the server.',
      { path: '^(|test/canary/)client/components/' },
      { path: '^(|test/canary/)client/(data|pages)/', pathNot: '^client/data/preferences\\.ts$' },
    ),
    rule(
      'nothing-imports-tests',
      'Tests import the product, never the reverse.',
      { path: '^(|test/canary/)(server|client)/' },
      { path: '^test/(?!canary)' },
    ),
    rule('no-cycles', 'A cycle has no order to read it in.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'server/sample/templates|client/dist' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
}
