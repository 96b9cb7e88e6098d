import { useEffect, useState } from 'react'
import { Shape } from '../components/Shape.tsx'
import { useConnection } from '../data/socket.ts'
import { useWords } from '../i18n/use-words.ts'
import css from './Offline.module.css'

/** A blink of the connection is not worth a banner. */
const patienceMs = 1_500

export const Offline = () => {
  const { t } = useWords()
  const connection = useConnection()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (connection !== 'offline') return setShown(false)
    const timer = setTimeout(() => setShown(true), patienceMs)
    return () => clearTimeout(timer)
  }, [connection])
  return (
    <div role="status" className={shown ? css.banner : ''}>
      {shown && (
        <>
          <Shape kind="warn" /> {t('frame:offline')}
        </>
      )}
    </div>
  )
}
