import type { ReactNode } from 'react'
import type { Release } from '#contract/deployment.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Section } from '../../components/Section.tsx'
import { Time } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ReleasePage.module.css'

interface ContentsProps {
  release: Release
  before: string | null
  configChanges: readonly string[]
}

/** What it is made of: branches, commits of base and integration, artifact, config. */
export const Contents = ({ release, before, configChanges }: ContentsProps) => {
  const { t } = useWords()
  const format = useFormat()
  const { artifact, branches } = release
  return (
    <>
      <Section title={t('release:branches')} say={String(branches.length)}>
        {branches.length === 0 && <p className={css.say}>{t('release:branchesNone')}</p>}
        <ul className={css.branches}>
          {branches.map((branch) => (
            <li key={branch.name}>
              <span>
                <span className={`${text.mono} ${text.medium}`}>{branch.name}</span>
                <br />
                <span className={text.muted}>
                  {branch.author} · {t('commits', { count: branch.commits })}
                </span>
              </span>
              <Sha id={branch.head} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('release:contents')}>
        <dl className={css.facts}>
          <Row name={t('release:base')}>
            <Sha id={release.baseCommit} />
          </Row>
          <Row name={t('release:integration')}>
            {release.integrationCommit === null ? t('release:none') : <Sha id={release.integrationCommit} />}
          </Row>
          <Row name={t('release:artifact')}>
            {artifact === null ? (
              t('release:none')
            ) : (
              <>
                <span className={css.value}>
                  <span className={text.mono}>{artifact.digest.slice(0, 19)}</span>
                  <CopyButton value={artifact.digest} />
                </span>
                <br />
                <span className={artifact.present ? text.muted : text.warn}>
                  {format.size(artifact.bytes)}, {t(artifact.present ? 'release:artifactPresent' : 'release:artifactGone')}
                </span>
              </>
            )}
          </Row>
          <Row name={t('release:config')}>
            {before !== null && configChanges.length === 0 && t('release:configSame', { release: before })}
            {before !== null && configChanges.length > 0 && (
              <>
                {t('release:configChanged', { release: before })} <span className={text.mono}>{configChanges.join(', ')}</span>
              </>
            )}
            {before === null && <span className={text.mono}>{release.configDigest.slice(0, 12)}</span>}
          </Row>
          <Row name={t('release:intervals')}>
            {release.live.length === 0 && t('release:stateNever')}
            {release.live.map((interval) => (
              <span key={interval.from} className={text.tabular}>
                <Time at={interval.from} /> {t('release:to')} {interval.to === null ? t('now') : <Time at={interval.to} />}
                <br />
              </span>
            ))}
          </Row>
        </dl>
      </Section>
    </>
  )
}

const Row = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const Sha = ({ id }: { id: string }) => (
  <span className={css.value}>
    <span className={`${text.mono} ${text.soft}`}>{id.slice(0, 7)}</span>
    <CopyButton value={id} />
  </span>
)
