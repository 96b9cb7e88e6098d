import Anser, { type AnserJsonEntry } from 'anser'
import css from './AnsiText.module.css'
import { markTerms } from './mark-terms.ts'

const colours: Record<string, string | undefined> = {
  'ansi-black': css.black,
  'ansi-red': css.red,
  'ansi-green': css.green,
  'ansi-yellow': css.yellow,
  'ansi-blue': css.blue,
  'ansi-magenta': css.magenta,
  'ansi-cyan': css.cyan,
  'ansi-white': css.white,
}

const decorations: Record<string, string | undefined> = {
  bold: css.bold,
  italic: css.italic,
  underline: css.underline,
  strikethrough: css.strike,
}

/** The eight named colours, bright or not, bound to the theme; what only a colour number says stays plain and readable. */
const classOf = (piece: AnserJsonEntry): string | undefined => {
  const names = [colours[(piece.fg ?? '').replace('ansi-bright-', 'ansi-')], ...piece.decorations.map((name) => decorations[name])]
  const found = names.filter((name) => name !== undefined)
  return found.length === 0 ? undefined : found.join(' ')
}

/** Control characters that are no line end and no colour have no picture; they are shown as symbols rather than lost. */
const visible = (text: string): string =>
  text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, (character) =>
    String.fromCharCode(0x2400 + (character.charCodeAt(0) % 0x7f)),
  )

export const Marked = ({ text, terms }: { text: string; terms: readonly string[] }) =>
  markTerms(text, terms).map((piece, index) =>
    piece.marked ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
      <mark key={index} className={css.mark}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  )

const none: readonly string[] = []

/** Output of a program with its colours, as text alone: nothing in it can become markup. */
export const AnsiText = ({ text, terms = none }: { text: string; terms?: readonly string[] }) => {
  if (!text.includes('\u001b[')) return <Marked text={visible(text)} terms={terms} />
  return Anser.ansiToJson(text, { use_classes: true, remove_empty: true }).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
    <span key={index} className={classOf(piece)}>
      <Marked text={visible(piece.content)} terms={terms} />
    </span>
  ))
}
