import { useTranslation } from 'react-i18next'
import type { ErrorCode, Params } from '#contract/errors.ts'
import type { Fact } from '#contract/shared.ts'
import { usePreference } from '../data/preferences.ts'
import type { Language, Namespace, Words } from './dictionaries.ts'
import { wordParams } from './fact-params.ts'

/** A key without its plural ending: the language chooses the form by `count`. */
type Stem<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key
type KeyOf<Name extends Namespace> = Extract<Stem<keyof Words[Name]>, string>

/** `namespace:key`, or the bare key of `common`. */
export type WordKey = KeyOf<'common'> | { [Name in Namespace]: `${Name}:${KeyOf<Name>}` }[Namespace]
export type Translate = (key: WordKey, params?: Params) => string

/** The translator and the language it speaks. */
export const useWords = (): { t: Translate; language: Language } => {
  const { t, i18n } = useTranslation()
  return { t: (key, params) => String(t(key, { ...params })), language: i18n.language === 'zh' ? 'zh' : 'en' }
}

const readable = ({ code, params }: Fact): string =>
  [code.replaceAll('_', ' '), ...Object.entries(params).map(([key, value]) => `${key} ${value}`)].join(', ')

/** Words a fact of the server; one that the dictionary does not know is shown as it came rather than hidden. */
export const useFact = (): ((fact: Fact) => string) => {
  const { t, i18n } = useTranslation()
  const { language } = useWords()
  const zone = usePreference('timeZone')
  return (fact) => {
    const params = wordParams(fact.params, { language, zone })
    return i18n.exists(`fact:${fact.code}`) ? String(t(`fact:${fact.code}`, { ...params })) : readable({ code: fact.code, params })
  }
}

/** Words a refusal by its code. The English message of the server fills what the code alone cannot say. */
export const useErrorWords = (): ((error: { code: ErrorCode; details: Params; message: string }) => string) => {
  const { t } = useWords()
  return (error) => t(`errorCode:${error.code}`, { message: error.message, ...error.details })
}
