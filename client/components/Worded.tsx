import { Fragment, type ReactNode } from 'react'

export interface WordedProps {
  /** A translated sentence with gaps such as `<release/>`; their order belongs to the language. */
  text: string
  parts: Record<string, ReactNode>
}

/** A sentence of the dictionary with components in its gaps. */
export const Worded = ({ text, parts }: WordedProps) => (
  <>
    {text.split(/(<\w+\/>)/).map((piece, index) => {
      const name = /^<(\w+)\/>$/.exec(piece)?.[1]
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence never move
      return <Fragment key={index}>{name === undefined ? piece : parts[name]}</Fragment>
    })}
  </>
)
