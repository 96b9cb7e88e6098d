import { type ComponentPropsWithRef, useId } from 'react'
import css from './TextField.module.css'

export interface TextFieldProps extends ComponentPropsWithRef<'input'> {
  label: string
  /** What belongs in the field. */
  say?: string
  /** Why the value is not taken; stands at the field and is read with it. */
  error?: string | null
  mono?: boolean
}

/** A labelled input that says what it wants and, at the same place, what is wrong with what it got. */
export const TextField = ({ label, say, error = null, mono = false, ...rest }: TextFieldProps) => {
  const id = useId()
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...rest}
        id={id}
        className={`${css.input} ${mono ? css.mono : ''}`}
        aria-invalid={error !== null}
        aria-describedby={`${id}-say`}
      />
      <p id={`${id}-say`} className={error === null ? css.say : css.error}>
        {error ?? say}
      </p>
    </div>
  )
}
