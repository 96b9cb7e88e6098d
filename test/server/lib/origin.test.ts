import { describe, expect, it } from 'vitest'
import { refuseOrigin } from '../../../server/lib/origin.ts'

const host = 'localhost:7070'

describe('a request over HTTP', () => {
  it.each([
    ['a read of a script', { host }, 'read', true],
    ['a read by address', { host: '127.0.0.1:7070' }, 'read', true],
    ['a read by a foreign name', { host: 'evil.example:7070' }, 'read', false],
    ['a read by a name below localhost', { host: 'a.localhost:7070' }, 'read', false],
    ['a read by a name that begins like ours', { host: 'localhost.evil.example' }, 'read', false],
    ['a read without Host', {}, 'read', false],
    ['a change of a script', { host }, 'mutation', true],
    ['a change of our page', { host, origin: 'http://localhost:7070', 'sec-fetch-site': 'same-origin' }, 'mutation', true],
    ['a change of our page on the default port', { host: 'localhost', origin: 'http://localhost' }, 'mutation', true],
    ['a change of a foreign page', { host, origin: 'http://evil.example' }, 'mutation', false],
    ['a change of a foreign page that hides its Origin', { host, 'sec-fetch-site': 'cross-site' }, 'mutation', false],
    ['a change of a service of ours behind the gateway', { host, origin: 'http://dict-web.test.localhost:7080' }, 'mutation', false],
  ] as const)('%s', (_what, headers, use, allowed) => {
    expect(refuseOrigin(headers, use) === null).toBe(allowed)
  })
})
