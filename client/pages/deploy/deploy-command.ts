import type { DeploymentRequest } from '#contract/deployment.ts'

/** Single quotes keep everything literal in a POSIX shell; a quote inside is closed, escaped and opened again. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** The same call as the button makes, for a terminal or a script. */
export const deployCommand = (origin: string, request: DeploymentRequest, idempotencyKey: string): string =>
  [
    `curl -X POST ${quote(`${origin}/api/deployments`)}`,
    `-H ${quote('Content-Type: application/json')}`,
    `-H ${quote(`Idempotency-Key: ${idempotencyKey}`)}`,
    `--data ${quote(JSON.stringify(request))}`,
  ].join(' \\\n  ')
