import { useEffect, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'

const quietMs = 1_000

/** Nothing for a second, since most answers are there by then; after that how long it has been. */
export const Loading = () => {
  const { t } = useWords()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), quietMs)
    return () => clearInterval(timer)
  }, [])
  return (
    <p className={text.muted} role="status" style={{ minHeight: 36, paddingTop: 8 }}>
      {seconds === 0 ? '' : t('loadingFor', { seconds })}
    </p>
  )
}
