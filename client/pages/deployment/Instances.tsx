import { Link } from '@tanstack/react-router'
import type { Deployment, Instance } from '#contract/deployment.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Section } from '../../components/Section.tsx'
import { type Severity, Shape } from '../../components/Shape.tsx'
import { useCall } from '../../data/use-call.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './Rail.module.css'

const wordOf = (instance: Instance): 'serving' | Instance['state'] =>
  instance.serving && instance.state === 'ready' ? 'serving' : instance.state

const shapes: Record<ReturnType<typeof wordOf>, Severity> = {
  serving: 'ok',
  ready: 'none',
  starting: 'run',
  draining: 'run',
  stopped: 'none',
  crashed: 'bad',
}

/** Instances of this release and of the one before it, while both may run. */
export const Instances = ({ deployment }: { deployment: Deployment }) => {
  const { t } = useWords()
  const { service, environment, number, previous } = deployment
  const instances = useCall('instances', { query: { service, environment } }, { every: deployment.finishedAt === null ? 2_000 : false })
  const shown = (instances.data?.items ?? []).filter((instance) => instance.number === number || instance.number === previous).slice(0, 12)
  return (
    <Section
      title={t('deployment:instances')}
      end={
        shown.length > 0 && (
          <Link to="/live" search={{ env: environment, service }}>
            {t('deployment:liveOutput')}
          </Link>
        )
      }
    >
      {instances.isSuccess && shown.length === 0 && <p className={`${text.muted} ${css.none}`}>{t('deployment:noInstances')}</p>}
      <ul className={css.instances}>
        {shown.map((instance) => (
          <li key={instance.name}>
            <Shape kind={shapes[wordOf(instance)]} />
            <span className={`${text.mono} ${text.soft} ${text.cut} ${text.grow}`} title={instance.name}>
              {instance.name}
            </span>
            <span className={text.soft}>{t(`deployment:${wordOf(instance)}`)}</span>
            <CopyButton value={instance.name} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
