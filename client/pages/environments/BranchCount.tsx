import IconGitBranch from '@tabler/icons-react/icons/IconGitBranch'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './Cell.module.css'

export const BranchCount = ({ count }: { count: number }) => {
  const { t } = useWords()
  return (
    <span className={css.branches}>
      <IconGitBranch size={12} stroke={1.5} aria-hidden="true" />
      <span className={text.hidden}>{t('board:branchCount')} </span>
      {count}
    </span>
  )
}
