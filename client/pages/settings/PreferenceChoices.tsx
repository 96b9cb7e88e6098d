import { Choices } from '../../components/Choices.tsx'
import { Section } from '../../components/Section.tsx'
import { usePreference, writePreference } from '../../data/preferences.ts'
import { switchLanguage } from '../../i18n/i18n.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './SettingsPage.module.css'

/** What this browser remembers of its reader. */
export const PreferenceChoices = () => {
  const { t, language } = useWords()
  const theme = usePreference('theme')
  const timeZone = usePreference('timeZone')
  return (
    <Section title={t('settings:preferences')}>
      <div className={css.preferences}>
        <Choices
          label={t('settings:language')}
          value={language}
          options={[
            { value: 'en', label: <span lang="en">English</span> },
            { value: 'zh', label: <span lang="zh-CN">中文</span> },
          ]}
          onChange={(next) => void switchLanguage(next)}
        />
        <Choices
          label={t('settings:theme')}
          value={theme}
          options={[
            { value: 'system', label: t('settings:themeSystem') },
            { value: 'light', label: t('settings:themeLight') },
            { value: 'dark', label: t('settings:themeDark') },
          ]}
          onChange={(next) => writePreference('theme', next)}
        />
        <Choices
          label={t('settings:timeZone')}
          value={timeZone}
          options={[
            { value: 'local', label: t('settings:timeLocal') },
            { value: 'utc', label: t('settings:timeUtc') },
          ]}
          onChange={(next) => writePreference('timeZone', next)}
        />
      </div>
    </Section>
  )
}
