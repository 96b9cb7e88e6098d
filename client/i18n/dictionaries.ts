import type { words as english } from './en/words.ts'

export type Language = 'en' | 'zh'
export type Words = typeof english
export type Namespace = keyof Words

/** One language is fetched at a time; the other comes when it is chosen. */
export const dictionaries = {
  en: async () => (await import('./en/words.ts')).words,
  zh: async () => (await import('./zh/words.ts')).words,
}

export const htmlLanguage: Record<Language, string> = { en: 'en', zh: 'zh-CN' }
