import type { Deployment } from '#contract/deployment.ts'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import { DeploymentRow } from './DeploymentRow.tsx'
import css from './DeploymentTable.module.css'

/** Deployments as rows: when, what, who, how it ended, how long it took. */
export const DeploymentTable = ({ deployments }: { deployments: readonly Deployment[] }) => {
  const { t } = useWords()
  return (
    <table className={css.table}>
      <thead className={text.noPhone}>
        <tr>
          <th scope="col">{t('board:time')}</th>
          <th scope="col">{t('board:what')}</th>
          <th scope="col">{t('board:who')}</th>
          <th scope="col">{t('board:result')}</th>
          <th scope="col">{t('board:took')}</th>
        </tr>
      </thead>
      <tbody>
        {deployments.map((deployment) => (
          <DeploymentRow key={deployment.id} deployment={deployment} />
        ))}
      </tbody>
    </table>
  )
}
