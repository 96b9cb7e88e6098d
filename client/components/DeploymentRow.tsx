import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import IconArrowForwardUp from '@tabler/icons-react/icons/IconArrowForwardUp'
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp'
import { Link } from '@tanstack/react-router'
import type { Deployment } from '#contract/deployment.ts'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import css from './DeploymentTable.module.css'
import { Icon } from './Icon.tsx'
import { ReleaseChip } from './ReleaseChip.tsx'
import { releaseName } from './release-name.ts'
import { type Severity, Shape } from './Shape.tsx'
import { Ago, Duration, Elapsed } from './Time.tsx'

const shapes: Record<Deployment['status'], Severity> = {
  queued: 'none',
  running: 'run',
  succeeded: 'ok',
  failed: 'bad',
  superseded: 'none',
  cancelled: 'none',
}
const icons = { release: IconArrowUp, rollback: IconArrowBackUp, redeploy: IconArrowForwardUp }

export const DeploymentRow = ({ deployment }: { deployment: Deployment }) => {
  const { t } = useWords()
  const { id, kind, status, requestedAt, finishedAt } = deployment
  return (
    <tr>
      <td className={`${text.muted} ${text.nowrap}`}>
        <Ago at={requestedAt} />
      </td>
      <td>
        <span className={css.what}>
          <Icon of={icons[kind]} small />
          {t(kind)} <ReleaseChip release={releaseName(deployment)} />
        </span>
      </td>
      <td className={text.soft}>{deployment.requestedBy}</td>
      <td>
        <Link className={css.result} to="/deployments/$id" params={{ id }}>
          <Shape kind={shapes[status]} />
          {t(`board:status_${status}`)}
        </Link>
      </td>
      <td className={`${text.num} ${text.soft}`}>
        {finishedAt === null ? <Elapsed since={requestedAt} /> : <Duration ms={finishedAt - requestedAt} />}
      </td>
    </tr>
  )
}
