import css from './Select.module.css'

export interface SelectProps {
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

/** The browser's own list behind a chip that says what is chosen: it works with every keyboard, reader and phone. */
export const Select = ({ label, value, options, onChange }: SelectProps) => (
  <label className={css.select}>
    <span className={css.label}>{label}</span>
    <select value={value} onChange={(event) => onChange(event.target.value)}>
      {!options.some((option) => option.value === value) && <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  </label>
)
