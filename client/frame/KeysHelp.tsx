import { Dialog } from '../components/Dialog.tsx'
import { useWords, type WordKey } from '../i18n/use-words.ts'
import css from './KeysHelp.module.css'
import { places } from './places.ts'

const rows: readonly (readonly [string[], WordKey])[] = [
  [['Ctrl K', '/'], 'frame:keysPaste'],
  [places.map(({ key }) => `g ${key}`), 'frame:keysGo'],
  [['j', 'k', '↓', '↑'], 'frame:keysRows'],
  [['Enter', '→', '←'], 'frame:keysOpen'],
  [['[', ']'], 'frame:keysEvents'],
  [['Esc'], 'frame:keysClose'],
  [['?'], 'frame:keysHelp'],
]

export const KeysHelp = ({ onClose }: { onClose: () => void }) => {
  const { t } = useWords()
  return (
    <Dialog title={t('frame:keys')} onClose={onClose}>
      <dl className={css.keys}>
        {rows.map(([keys, word]) => (
          <div key={word}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
