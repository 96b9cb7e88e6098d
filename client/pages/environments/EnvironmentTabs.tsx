import { Link, useSearch } from '@tanstack/react-router'
import type { BoardCell } from '#contract/deployment.ts'
import type { Environment } from '#contract/workspace.ts'
import { Shape } from '../../components/Shape.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { environmentTone } from './board-model.ts'
import css from './EnvironmentsPage.module.css'
import { shapeOf } from './tone.ts'

interface EnvironmentTabsProps {
  environments: readonly Environment[]
  cells: readonly BoardCell[]
  shown: string
}

/** On a phone the board shows one environment at a time. */
export const EnvironmentTabs = ({ environments, cells, shown }: EnvironmentTabsProps) => {
  const { t, language } = useWords()
  const search = useSearch({ from: '/environments' })
  return (
    <nav className={css.tabs} aria-label={t('board:title')}>
      {environments.map((environment) => (
        <Link
          key={environment.name}
          to="/environments"
          search={{ ...search, env: environment.name }}
          className={environment.name === shown ? css.current : undefined}
          replace
        >
          <Shape kind={shapeOf[environmentTone(cells, environment.name)]} />
          {environment.label[language]}
        </Link>
      ))}
    </nav>
  )
}
