import { createTheme, type MantineColorsTuple } from '@mantine/core'

const scale = (name: string): MantineColorsTuple => {
  const step = (index: number) => `var(--${name}-${index})`
  return [step(0), step(1), step(2), step(3), step(4), step(5), step(6), step(7), step(8), step(9)]
}

/** Components take their looks from styles/mantine.css; what must be decided in code is here. */
export const theme = createTheme({
  colors: {
    gray: scale('gray'),
    dark: scale('dark'),
    iris: scale('iris'),
    red: scale('red'),
    amber: scale('amber'),
    green: scale('green'),
  },
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: false,
  respectReducedMotion: true,
  defaultRadius: 'sm',
  components: {
    Button: { defaultProps: { size: 'sm', variant: 'default' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false } },
  },
})
