import { Shape } from '../../components/Shape.tsx'
import type { EnvironmentHealth } from '../../data/use-environment-choice.ts'
import { shapeOfHealth } from '../../frame/EnvironmentSwitch.tsx'
import { useWords } from '../../i18n/use-words.ts'
import table from '../../styles/table.module.css'
import text from '../../styles/text.module.css'

/** An environment with its state as shape and word. */
export const PlaceName = ({ label, health }: { label: { zh: string; en: string }; health: EnvironmentHealth }) => {
  const { t, language } = useWords()
  return (
    <span className={table.state}>
      <Shape kind={shapeOfHealth[health]} />
      <b className={text.strong}>{label[language]}</b>
      <span className={`${text.muted} ${text.small} ${text.nowrap}`}>{t(health)}</span>
    </span>
  )
}
