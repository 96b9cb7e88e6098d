import IconClock from '@tabler/icons-react/icons/IconClock'
import IconDeviceDesktop from '@tabler/icons-react/icons/IconDeviceDesktop'
import IconMoon from '@tabler/icons-react/icons/IconMoon'
import IconSun from '@tabler/icons-react/icons/IconSun'
import { Button } from '../components/Button.tsx'
import { Icon } from '../components/Icon.tsx'
import { usePreference, writePreference } from '../data/preferences.ts'
import { switchLanguage } from '../i18n/i18n.ts'
import { useWords } from '../i18n/use-words.ts'
import { PasteBox } from '../paste/PasteBox.tsx'
import text from '../styles/text.module.css'
import { EnvironmentSwitch } from './EnvironmentSwitch.tsx'
import { PhoneBar } from './PhoneBar.tsx'
import css from './TopBar.module.css'

export const TopBar = ({ withPaste }: { withPaste: boolean }) => (
  <header className={css.bar}>
    <PhoneBar />
    <div className={text.noPhone}>
      <EnvironmentSwitch />
    </div>
    <div className={`${css.paste} ${text.noPhone}`}>{withPaste && <PasteBox />}</div>
    <ZoneButton />
    <LanguageButton />
    <ThemeButton />
  </header>
)

const zoneName = (): string => {
  const minutes = -new Date().getTimezoneOffset()
  const rest = Math.abs(minutes) % 60
  const hours = Math.floor(Math.abs(minutes) / 60)
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

const ZoneButton = () => {
  const { t } = useWords()
  const zone = usePreference('timeZone')
  const say = t(zone === 'local' ? 'frame:local' : 'frame:utc')
  return (
    <Button
      kind="tool"
      className={text.noPhone}
      title={say}
      onClick={() => writePreference('timeZone', zone === 'local' ? 'utc' : 'local')}
    >
      <Icon of={IconClock} small />
      {zone === 'local' ? zoneName() : 'UTC'}
      <span className={text.hidden}>{say}</span>
    </Button>
  )
}

/** Says the other language in that language, since its reader may not read this one. */
const LanguageButton = () => {
  const { t, language } = useWords()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <Button kind="tool" lang={other === 'zh' ? 'zh-CN' : 'en'} title={t('frame:languageSay')} onClick={() => void switchLanguage(other)}>
      {t('frame:language')}
    </Button>
  )
}

const themes = {
  system: { next: 'light', icon: IconDeviceDesktop },
  light: { next: 'dark', icon: IconSun },
  dark: { next: 'system', icon: IconMoon },
} as const

const ThemeButton = () => {
  const { t } = useWords()
  const theme = usePreference('theme')
  const { next, icon } = themes[theme]
  const say = t('frame:theme', { theme: t(`frame:${theme}`) })
  return (
    <Button kind="tool" className={text.noPhone} aria-label={say} title={say} onClick={() => writePreference('theme', next)}>
      <Icon of={icon} />
    </Button>
  )
}
