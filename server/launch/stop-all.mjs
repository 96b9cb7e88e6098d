// `npm run stop-all`: ends the console, the services that it started and the gateway.
process.argv.push('stop-all')
await import('./start.mjs')
