import type { Branch } from '#contract/workspace.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Ago } from '../../components/Time.tsx'
import text from '../../styles/text.module.css'
import css from './ServicePage.module.css'

export const BranchRow = ({ branch }: { branch: Branch }) => (
  <tr>
    <td className={css.branch} title={branch.subject}>
      <span className={`${text.mono} ${text.medium}`}>{branch.name}</span>
      <span className={css.subject}>{branch.subject}</span>
    </td>
    <td>
      <span className={css.head}>
        <span className={`${text.mono} ${text.soft}`}>{branch.head.slice(0, 7)}</span>
        <CopyButton value={branch.head} />
      </span>
    </td>
    <td className={`${text.soft} ${text.nowrap}`}>{branch.author}</td>
    <td className={`${text.soft} ${text.nowrap}`}>
      <Ago at={branch.authoredAt} />
    </td>
    <td className={text.num}>↑ {branch.ahead}</td>
    <td className={`${text.num} ${text.muted}`}>↓ {branch.behind}</td>
  </tr>
)
