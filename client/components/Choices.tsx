import { type ReactNode, useId } from 'react'
import css from './Choices.module.css'

export interface ChoicesProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: ReactNode }[]
  onChange: (value: Value) => void
  /** The label is for screen readers only. */
  bare?: boolean
}

/** One of a few: radio buttons that look like a row of tools. Arrow keys move between them. */
export const Choices = <Value extends string>({ label, value, options, onChange, bare = false }: ChoicesProps<Value>) => {
  const name = useId()
  return (
    <fieldset className={css.set}>
      <legend className={bare ? css.hidden : css.legend}>{label}</legend>
      <div className={css.row}>
        {options.map((option) => (
          <label key={option.value} className={css.choice}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
