import { digestOf, oncePer } from './digest.mjs'
import { findNode, run, step } from './install.mjs'

/** Builds the client, unless exactly these sources are built already: the client, the contract and the locked packages. */
export const ensureClient = () =>
  oncePer(digestOf(['client', 'server/contract', 'package-lock.json'], 'client/dist'), 'client/dist/.built', () =>
    step('Building the client / 构建前端', () =>
      run(findNode(), ['node_modules/vite/bin/vite.js', 'build', 'client', '--logLevel', 'error'], { quiet: true }),
    ),
  )
