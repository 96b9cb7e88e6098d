import { useRouter } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'

/** A link whose address the server made. It opens here on a plain click, and as any link otherwise. */
export const StepLink = ({ href }: { href: string }) => {
  const { t } = useWords()
  const router = useRouter()
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    router.history.push(href)
  }
  return (
    <a className={text.link} href={href} onClick={open}>
      {t('home:open')}
    </a>
  )
}
