import type { Deployment } from '#contract/deployment.ts'
import { DeploymentTable } from '../../components/DeploymentTable.tsx'
import { Section } from '../../components/Section.tsx'
import { useWords } from '../../i18n/use-words.ts'

/** Every attempt to make it live, with its steps one click away. */
export const Deployments = ({ deployments }: { deployments: readonly Deployment[] }) => {
  const { t } = useWords()
  return (
    <Section title={t('release:deployments')}>
      <DeploymentTable deployments={deployments} />
    </Section>
  )
}
