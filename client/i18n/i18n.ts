import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { readPreference, writePreference } from '../data/preferences.ts'
import { dictionaries, htmlLanguage, type Language } from './dictionaries.ts'

const preferred = (): Language => readPreference('language') ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en')

const load = async (language: Language): Promise<void> => {
  const words = await dictionaries[language]()
  for (const [namespace, entries] of Object.entries(words)) i18next.addResourceBundle(language, namespace, entries)
  document.documentElement.lang = htmlLanguage[language]
}

/** Resolves when the words of the reader's language are there; nothing is painted before. */
export const startI18n = async (): Promise<void> => {
  const language = preferred()
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    keySeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    resources: {},
  })
  await load(language)
}

export const switchLanguage = async (language: Language): Promise<void> => {
  writePreference('language', language)
  await load(language)
  await i18next.changeLanguage(language)
}
