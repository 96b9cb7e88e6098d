/** The Chinese half of a dictionary: every key of the English half. `_one` is not a form of Chinese and may be absent. */
export type Same<English> = { readonly [Key in keyof English as Key extends `${string}_one` ? never : Key]: string }
