import IconArrowRight from '@tabler/icons-react/icons/IconArrowRight'
import type { ReactNode } from 'react'
import type { ReleaseBranch, RollbackPreview } from '#contract/deployment.ts'
import { Icon } from '../components/Icon.tsx'
import { Notice } from '../components/Notice.tsx'
import { ReleaseChip } from '../components/ReleaseChip.tsx'
import { releaseName } from '../components/release-name.ts'
import { Shape } from '../components/Shape.tsx'
import { Elapsed } from '../components/Time.tsx'
import { useFormat } from '../components/use-format.ts'
import { useFact, useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import css from './RollbackDialog.module.css'

/** From and to; what leaves and returns; is the artifact there; config; time. */
export const RollbackFacts = ({ preview, suspected }: { preview: RollbackPreview; suspected: string | null }) => {
  const { t } = useWords()
  const fact = useFact()
  const format = useFormat()
  const { service, environment, leaves, returns, commits, people, artifact, configChanges } = preview
  const was = preview.toLive.reduce((sum, interval) => sum + ((interval.to ?? Date.now()) - interval.from), 0)
  const isThere = artifact.standby !== 'gone'
  return (
    <>
      <div className={css.swap}>
        <p>
          <ReleaseChip short kind="culprit" link={false} release={releaseName({ service, environment, number: preview.from })} />
          <br />
          <span className={`${text.small} ${text.muted}`}>
            {t('rollback:live')} <Elapsed since={preview.fromLiveSince} />
          </span>
        </p>
        <Icon of={IconArrowRight} />
        <p>
          <ReleaseChip short link={false} release={releaseName({ service, environment, number: preview.to })} />
          <br />
          <span className={`${text.small} ${text.muted}`}>{t('rollback:wasLive', { duration: format.duration(was) })}</span>
        </p>
      </div>
      {preview.refusal !== null && <Notice kind="bad">{fact(preview.refusal)}</Notice>}
      <dl className={css.facts}>
        <Row name={t('rollback:leaves')}>
          <b>
            {t('rollback:sum', {
              branches: t('branches', { count: leaves.length }),
              commits: t('commits', { count: commits }),
              people: t('people', { count: people.length }),
            })}
          </b>
          <Branches branches={leaves} suspected={suspected} />
        </Row>
        {returns.length > 0 && (
          <Row name={t('rollback:returns')}>
            <b>{t('branches', { count: returns.length })}</b>
            <Branches branches={returns} suspected={null} />
          </Row>
        )}
        <Row name={t('rollback:artifact')}>
          <Shape kind={isThere ? 'ok' : 'bad'} /> <b>{t(`rollback:standby_${artifact.standby}`)}</b>{' '}
          <span className={`${text.mono} ${text.muted}`}>{artifact.digest.slice(0, 19)}</span>
        </Row>
        <Row name={t('rollback:config')}>
          {configChanges.length === 0 ? (
            t('rollback:configSame')
          ) : (
            <>
              {t('rollback:configChanged')} <span className={text.mono}>{configChanges.join(', ')}</span>
            </>
          )}
        </Row>
        <Row name={t('rollback:time')}>
          {t(artifact.standby === 'warm' || artifact.standby === 'live' ? 'rollback:timeSwitch' : 'rollback:timeStart', {
            duration: format.duration(preview.expectedMs),
          })}
        </Row>
      </dl>
    </>
  )
}

const Row = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const Branches = ({ branches, suspected }: { branches: readonly ReleaseBranch[]; suspected: string | null }) => {
  const { t } = useWords()
  return (
    <ul className={css.branches}>
      {branches.map((branch) => (
        <li key={branch.name} className={branch.name === suspected ? css.suspected : undefined}>
          <span className={text.mono}>{branch.name}</span>
          <span>{branch.author}</span>
          <span className={text.num}>{t('commits', { count: branch.commits })}</span>
          <span className={text.num}>{branch.name === suspected && t('rollback:suspected')}</span>
        </li>
      ))}
    </ul>
  )
}
