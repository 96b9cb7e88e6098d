import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recognise } from '../../../server/triage/resolve/recognise.ts'

const names = { services: ['dict-web', 'staff-service'], environments: ['prod', 'pre-prod', 'test'] }
const java = '0123456789abcdef0123456789abcdef.62.17323456789010001'
const hex = '4d1f7c2e9b3a45d68e7f0a1b2c3d4e5f'
const read = (text: string) =>
  recognise(text, names).map((one) =>
    one.kind === 'trace' || one.kind === 'commit' || one.kind === 'error' ? `${one.kind} ${one.id}` : one.kind,
  )

describe('a pasted text', () => {
  it.each([
    ['a SkyWalking id', java, [`trace ${java}`]],
    ['a W3C id', hex, [`trace ${hex}`]],
    ['an id in capitals', hex.toUpperCase(), [`trace ${hex.toUpperCase()}`]],
    ['a bracketed label', `[TID:${java}]`, [`trace ${java}`]],
    ['a label with a space', `TID: ${hex}`, [`trace ${hex}`]],
    ['SW_CTX', `SW_CTX: [dict-web,dict-web-test-r1-1,${java},${hex},0]`, [`trace ${java}`, `trace ${hex}`, 'instance']],
    ['a traceparent', `traceparent: 00-${hex}-b7ad6b7169203331-01`, [`trace ${hex}`]],
    ['a log line', `2026-11-24 02:41:52.861 ERROR [TID:${hex}] [http] GET /staff failed`, [`trace ${hex}`]],
    ['an address that holds one', `http://127.0.0.1:7070/t/${hex}?tab=logs`, [`trace ${hex}`]],
    ['an id broken by a line wrap', `${java.slice(0, 20)}\n  ${java.slice(20)}`, [`trace ${java}`]],
    ['a labelled id broken by a line wrap', `[TID:${java.slice(0, 36)}\n${java.slice(36)}]`, [`trace ${java}`]],
    ['full-width letters', '［ＴＩＤ：４ｄ１ｆ７ｃ２ｅ９ｂ３ａ４５ｄ６８ｅ７ｆ０ａ１ｂ２ｃ３ｄ４ｅ５ｆ］', [`trace ${hex}`]],
    ['an id in Chinese brackets', `链路：【${hex}】，请看`, [`trace ${hex}`]],
    ['several ids', `${java}, ${hex}`, [`trace ${java}`, `trace ${hex}`]],
    ['a release', 'staff-service/prod#12', ['release']],
    ['an instance', 'staff-service-pre-prod-r3-1', ['instance']],
    ['a service', 'dict-web', ['service']],
    ['a short commit', '1a2b3c4', ['commit 1a2b3c4']],
    ['a commit', `commit ${'1a'.repeat(20)}`, [`commit ${'1a'.repeat(20)}`]],
    ['an error of ours', 'http://127.0.0.1:7070/e/e0123456789abcdef', ['error e0123456789abcdef']],
    ['a stack', 'TypeError: x\n    at f (/app/src/a.js:1:1)', ['stack']],
    ['nothing', 'good morning', []],
  ])('reads %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it('never throws and never asks for more than a reader wants', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(recognise(text, names).length).toBeLessThan(40)
      }),
      { numRuns: 100 },
    )
    expect(recognise(`${hex} `.repeat(500), names)).toHaveLength(1)
  })

  it('reads 20,000 characters of anything within a second', () => {
    for (const piece of ['a', 'TID:', '[TID:', 'trace id:', '0123456789abcdef', '1.', 'at a.b(', '/', '\n', 'SW_CTX:[,,']) {
      const before = performance.now()
      recognise(piece.repeat(20_000 / piece.length), names)
      expect(performance.now() - before).toBeLessThan(1000)
    }
  })
})
