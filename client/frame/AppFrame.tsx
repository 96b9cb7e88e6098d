import { Outlet, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import css from './AppFrame.module.css'
import { KeysHelp } from './KeysHelp.tsx'
import { Navigation } from './Navigation.tsx'
import { Offline } from './Offline.tsx'
import { TopBar } from './TopBar.tsx'
import { useGlobalKeys } from './use-global-keys.ts'

/** Pages that draw their own columns to the edge. */
const wide = /^\/(environments|t\/|logs|live|services\/[^/]+\/deploy\/)/

/** What stands around every page: navigation, the top bar, and the state of the connection. */
export const AppFrame = () => {
  const { t } = useWords()
  const { pathname } = useLocation()
  const [showsKeys, setShowsKeys] = useState(false)
  useGlobalKeys(() => setShowsKeys(true))
  return (
    <div className={css.app}>
      <a className={css.skip} href="#page">
        {t('frame:skip')}
      </a>
      <Navigation />
      <div className={css.main}>
        <TopBar withPaste={pathname !== '/'} />
        <Offline />
        <main id="page" tabIndex={-1} className={`${css.page} ${wide.test(pathname) ? css.wide : ''}`}>
          <Outlet />
        </main>
      </div>
      {showsKeys && <KeysHelp onClose={() => setShowsKeys(false)} />}
    </div>
  )
}
