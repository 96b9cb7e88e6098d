import { Link } from '@tanstack/react-router'
import { Shape } from '../components/Shape.tsx'
import { useCall } from '../data/use-call.ts'
import { useWords } from '../i18n/use-words.ts'
import { Mark } from './Mark.tsx'
import css from './Navigation.module.css'
import { PlaceLinks } from './PlaceLinks.tsx'

export const Navigation = () => {
  const { t } = useWords()
  return (
    <nav className={css.nav} aria-label={t('frame:main')}>
      <Link to="/" className={css.brand}>
        <Mark />
        Culprit
      </Link>
      <PlaceLinks />
      <BackendState />
    </nav>
  )
}

/** How many of the backends answer; the settings say which. */
const BackendState = () => {
  const { t } = useWords()
  const settings = useCall('settings', {}, { every: 60_000, staleMs: 30_000 })
  const backends = settings.data?.backends
  if (backends === undefined) return null
  const up = backends.filter(({ state }) => state === 'reachable').length
  return (
    <Link to="/settings" className={css.foot}>
      <Shape kind={up === backends.length ? 'ok' : 'warn'} />
      {t('frame:backends', { up, all: backends.length })}
    </Link>
  )
}
