import { StringDecoder } from 'node:string_decoder'

const lineCap = 64 * 1024

/** Cuts a stream of bytes into lines and holds at most one of them; what is longer than the cap is counted, not kept. */
export const createLineSplitter = (print: (line: string) => void): { push(bytes: Buffer): void; end(): void } => {
  const decoder = new StringDecoder('utf8')
  let line = ''
  let cut = 0

  const flush = (): void => {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line
    print(cut === 0 ? text : `${text} … [${cut} characters of this line were cut]`)
    line = ''
    cut = 0
  }

  const take = (text: string): void => {
    const room = Math.max(0, lineCap - line.length)
    line += text.slice(0, room)
    cut += Math.max(0, text.length - room)
  }

  const split = (text: string): void => {
    let from = 0
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      take(text.slice(from, at))
      flush()
      from = at + 1
    }
    take(text.slice(from))
  }

  return {
    push: (bytes) => split(decoder.write(bytes)),
    end() {
      split(decoder.end())
      if (line !== '' || cut > 0) flush()
    },
  }
}
