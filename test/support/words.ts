import { words as en } from '../../client/i18n/en/words.ts'
import { words as zh } from '../../client/i18n/zh/words.ts'

export type Language = 'en' | 'zh'
type Namespace = keyof typeof en

/** The words a page shows, so that a flow finds its buttons in either language. Blanks are filled like the client does. */
export const wordsOf =
  (language: Language) =>
  (namespace: Namespace, key: string, params: Record<string, string | number> = {}): string => {
    const entries: Record<string, string> = language === 'en' ? en[namespace] : zh[namespace]
    const text = entries[key]
    if (text === undefined) throw new Error(`There is no word ${namespace}:${key} in ${language}.`)
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''))
  }
