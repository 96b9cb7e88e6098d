/**
 * The grammar of trace ids: what an application prints around one, and what a pasted one looks like. Pure, so that the paste
 * box, the collector and triage read a text in the same way.
 */

export type TraceIdShape =
  /** `<32 hex>.<thread>.<17 digits>`: the agents of Java, Go and Python; segments have the same shape. */
  | 'skywalking'
  /** 32 hex digits: W3C, SkyWalking for Node, Zipkin. Also how an md5 looks. */
  | 'hex'
  /** `<13 digits>.<worker>.<counter>`: nginx with Lua. */
  | 'nginx'
  /** Something a label called a trace id. */
  | 'other'

const skywalking = /^[0-9a-f]{32}\.\d{1,10}\.\d{5,20}$/i
const hex = /^[0-9a-f]{32}$/i
const nginx = /^\d{13}\.\d{1,10}\.\d{1,10}$/
/** What agents print where there is no trace, or one they do not report. */
const none = /^(?:N\/A|Ignored_Trace|null|undefined|none|-+|0+)$/i

const shapeOf = (id: string): TraceIdShape =>
  skywalking.test(id) ? 'skywalking' : hex.test(id) ? 'hex' : nginx.test(id) ? 'nginx' : 'other'

// One alternative a group. A label decides, whatever the id looks like; `tid` in small letters is a thread. Without a label only
// the shapes of SkyWalking and of Spring's bracket are unmistakable.
const grammar = new RegExp(
  [
    /\bTID\\?"?\s*[:=]\s*\\?"?\[?([\w./-]{2,150})/,
    /\bSW_CTX\\?"?\s*[:=]\s*\\?"?\[[^,\]]*,[^,\]]*,\s*([\w./-]{2,150})/,
    /\b[tT]raceparent\\?"?\s*[:=]\s*\\?"?[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}\b/,
    /\b(?:[xX]-)?(?:[bB]3-)?(?:trace|Trace|TRACE)[ ._-]?(?:id|Id|ID)\\?"?\s*[:=]\s*\\?"?\[?([\w./-]{2,150})/,
    /(?<![0-9a-f])([0-9a-f]{32}\.\d{1,10}\.\d{17})(?!\d)/,
    /\[[\w.-]*,([0-9a-f]{16,32}),[0-9a-f]{16}(?:,\w*)?\]/,
    /\[([0-9a-f]{32})-[0-9a-f]{16}\]/,
  ]
    .map((part) => part.source)
    .join('|'),
  'g',
)

/** Every kind of trace id has this many hex digits in a row somewhere; what has not is a placeholder or something else. */
export const leastHexRun = 8
const hexRun = new RegExp(`[0-9a-f]{${leastHexRun}}`, 'i')

const clean = (id: string): string | null => {
  const trimmed = id.replace(/[.\-/]+$/, '')
  return trimmed.length > 128 || !hexRun.test(trimmed) || none.test(trimmed) ? null : trimmed
}

/** The trace id that a line of output names, or null. */
export const findTraceId = (line: string): string | null => {
  grammar.lastIndex = 0
  for (let match = grammar.exec(line); match !== null; match = grammar.exec(line)) {
    const id = clean(match.slice(1).find((part) => part !== undefined) ?? '')
    if (id !== null) return id
  }
  return null
}

export interface ReadTraceId {
  id: string
  shape: TraceIdShape
  /** `id`: the text is nothing but the id. `text`: it was found in the text. */
  from: 'id' | 'text'
}

/** What a pasted text says of a trace: the id itself, or the first one that the text names. Null for anything else. */
export const readTraceId = (pasted: string): ReadTraceId | null => {
  const text = pasted.trim()
  if (skywalking.test(text) || hex.test(text) || nginx.test(text)) return { id: text, shape: shapeOf(text), from: 'id' }
  const id = findTraceId(text)
  return id === null ? null : { id, shape: shapeOf(id), from: 'text' }
}

const earliest = Date.UTC(2015, 0, 1)
const dayMs = 86_400_000
/** The Go agent counts from its own zero time. */
const goEpoch = Date.UTC(1899, 10, 30)

/**
 * When an id was made, where its shape tells and the answer is possible; else null. Python's agent and a clock that was set
 * back put a counter in the place of the time, which the range refuses.
 */
export const timeOfTraceId = (id: string, now: number): number | null => {
  const possible = (at: number): number | null => (at >= earliest && at <= now + dayMs ? at : null)
  if (nginx.test(id)) return possible(Number(id.slice(0, 13)))
  if (!skywalking.test(id)) return null
  const last = id.slice(id.lastIndexOf('.') + 1)
  if (last.length !== 17) return null
  const at = Math.floor(Number(last.slice(0, -4)))
  return possible(at) ?? possible(at + goEpoch)
}
