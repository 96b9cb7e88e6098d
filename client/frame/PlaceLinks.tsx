import { Link, useLocation } from '@tanstack/react-router'
import { Icon } from '../components/Icon.tsx'
import { useCall } from '../data/use-call.ts'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import css from './Navigation.module.css'
import { places } from './places.ts'

/** A page of the kind that a place lists belongs to that place. */
const under: Record<string, RegExp> = { '/traces': /^\/t\//, '/errors': /^\/e\//, '/environments': /^\/(deployments|releases)\// }

const isHere = (to: string, pathname: string): boolean =>
  to === pathname || (to !== '/' && pathname.startsWith(`${to}/`)) || (under[to]?.test(pathname) ?? false)

export const PlaceLinks = ({ onOpen }: { onOpen?: () => void }) => {
  const { t } = useWords()
  const { pathname } = useLocation()
  const errors = useCall('errors', { query: { limit: 100 } })
  const active = errors.data?.items.filter(({ state }) => state !== 'gone').length ?? 0
  return (
    <ul className={css.places}>
      {places.map(({ to, word, icon }) => (
        <li key={to}>
          <Link to={to} className={css.item} onClick={onOpen} {...(isHere(to, pathname) ? { 'aria-current': 'page' as const } : {})}>
            <Icon of={icon} />
            {t(word)}
            {to === '/errors' && active > 0 && (
              <span className={css.count}>
                {active}
                <span className={text.hidden}>{t('frame:active')}</span>
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  )
}
