import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import IconMenu2 from '@tabler/icons-react/icons/IconMenu2'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { Icon } from '../components/Icon.tsx'
import { Shape } from '../components/Shape.tsx'
import { useEnvironmentChoice } from '../data/use-environment-choice.ts'
import { useWords } from '../i18n/use-words.ts'
import { PasteBox } from '../paste/PasteBox.tsx'
import text from '../styles/text.module.css'
import { EnvironmentSwitch, shapeOfHealth } from './EnvironmentSwitch.tsx'
import { PlaceLinks } from './PlaceLinks.tsx'

type Sheet = 'places' | 'environments' | 'paste'

/** What a thumb needs of the frame: the pages, the environment, the paste box, each as a sheet. */
export const PhoneBar = () => {
  const { t } = useWords()
  const { current, labelOf, health } = useEnvironmentChoice()
  const [sheet, setSheet] = useState<Sheet | null>(null)
  const close = (): void => setSheet(null)
  return (
    <>
      <Button kind="tool" className={text.onlyPhone} aria-label={t('frame:menu')} onClick={() => setSheet('places')}>
        <Icon of={IconMenu2} />
      </Button>
      {current !== undefined && (
        <Button
          kind="tool"
          className={text.onlyPhone}
          aria-label={t('frame:environmentIs', { environment: labelOf(current) })}
          onClick={() => setSheet('environments')}
        >
          <Shape kind={shapeOfHealth[health(current)]} />
          <b className={text.strong}>{labelOf(current)}</b>
          <Icon of={IconChevronDown} small />
        </Button>
      )}
      <span className={`${text.grow} ${text.onlyPhone}`} />
      <Button kind="tool" className={text.onlyPhone} aria-label={t('frame:paste')} onClick={() => setSheet('paste')}>
        <Icon of={IconSearch} />
      </Button>
      {sheet === 'places' && (
        <Dialog title={t('frame:menu')} onClose={close}>
          <PlaceLinks onOpen={close} />
        </Dialog>
      )}
      {sheet === 'environments' && (
        <Dialog title={t('frame:environment')} onClose={close}>
          <EnvironmentSwitch column onChoose={close} />
        </Dialog>
      )}
      {sheet === 'paste' && (
        <Dialog title={t('frame:paste')} onClose={close}>
          <PasteBox big focused onOpen={close} />
        </Dialog>
      )}
    </>
  )
}
