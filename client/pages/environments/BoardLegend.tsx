import IconPinned from '@tabler/icons-react/icons/IconPinned'
import { Icon } from '../../components/Icon.tsx'
import { Shape } from '../../components/Shape.tsx'
import { useWords } from '../../i18n/use-words.ts'
import css from './EnvironmentsPage.module.css'

export const BoardLegend = () => {
  const { t } = useWords()
  return (
    <ul className={css.legend} aria-label={t('board:legend')}>
      <li>
        <Shape kind="ok" />
        {t('board:healthy')}
      </li>
      <li>
        <Shape kind="warn" />
        {t('board:suspicious')}
      </li>
      <li>
        <Shape kind="bad" />
        {t('board:bad')}
      </li>
      <li>
        <Shape kind="none" />
        {t('board:legendUnknown')}
      </li>
      <li>
        <Shape kind="run" />
        {t('board:legendRun')}
      </li>
      <li>
        <Icon of={IconPinned} small />
        {t('board:legendPinned')}
      </li>
    </ul>
  )
}
