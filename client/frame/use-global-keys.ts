import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useKeys } from '../components/use-keys.ts'
import { places } from './places.ts'

/** How long `g` waits for its second letter. */
const chordMs = 1_200

/** `?` for the help, `g` and a letter for a page. A page's own keys come on top and need other letters. */
export const useGlobalKeys = (onHelp: () => void): void => {
  const navigate = useNavigate()
  const armed = useRef(0)
  const go = (letter: string) => () => {
    if (Date.now() - armed.current > chordMs) return
    armed.current = 0
    const place = places.find(({ key }) => key === letter)
    if (place !== undefined) void navigate({ to: place.to })
  }
  useKeys({
    '?': onHelp,
    g: () => {
      armed.current = Date.now()
    },
    ...Object.fromEntries(places.map(({ key }) => [key, go(key)])),
  })
}
