import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef } from 'react'
import css from './Button.module.css'

export interface ButtonLook {
  /** Filled kinds are chosen by hand, at most one in a view. Red fill means that traffic changes when it is pressed. */
  kind?: 'plain' | 'primary' | 'danger' | 'dangerWeak' | 'quiet' | 'tool'
  size?: 'normal' | 'big' | 'tiny'
}

const look = ({ kind = 'plain', size = 'normal' }: ButtonLook, className = ''): string =>
  `${css.button} ${css[kind]} ${css[size]} ${className}`

export const Button = ({ kind, size, className, ...rest }: ComponentPropsWithRef<'button'> & ButtonLook) => (
  <button type="button" className={look({ kind, size }, className)} {...rest} />
)

const Anchor = ({ kind, size, className, ...rest }: ComponentPropsWithRef<'a'> & ButtonLook) => (
  <a className={look({ kind, size }, className)} {...rest} />
)

/** A link that looks like a button; it takes the typed `to`, `params` and `search` of the router. */
export const LinkButton = createLink(Anchor)
