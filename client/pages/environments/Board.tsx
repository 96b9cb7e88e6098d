import { Link } from '@tanstack/react-router'
import type { BoardCell } from '#contract/deployment.ts'
import type { Environment } from '#contract/workspace.ts'
import { Shape } from '../../components/Shape.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { BoardCellView } from './BoardCellView.tsx'
import { type BoardRow, environmentTone } from './board-model.ts'
import css from './EnvironmentsPage.module.css'
import { shapeOf } from './tone.ts'

interface BoardProps {
  rows: readonly BoardRow[]
  environments: readonly Environment[]
  cells: readonly BoardCell[]
  /** The environment that a phone shows. */
  shown: string
  onRollback: (place: string) => void
}

/** Services down, environments across in promotion order. */
export const Board = ({ rows, environments, cells, shown, onRollback }: BoardProps) => {
  const { t, language } = useWords()
  return (
    <table className={css.board}>
      <caption className={text.hidden}>{t('board:caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('board:service')}</th>
          {environments.map((environment) => (
            <th key={environment.name} scope="col">
              <span className={css.environment}>
                <Shape
                  kind={shapeOf[environmentTone(cells, environment.name)]}
                  label={t(`board:${environmentTone(cells, environment.name)}`)}
                />
                <b>{environment.label[language]}</b>
                <span className={`${text.mono} ${text.small} ${text.cut}`} title={environment.domain}>
                  {environment.domain}
                </span>
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ service, cells: views }) => (
          <tr key={service.name}>
            <th scope="row">
              <Link className={css.name} to="/services/$service" params={{ service: service.name }}>
                {service.name}
              </Link>
              <span className={`${css.language} ${text.muted} ${text.small}`}>{service.language}</span>
            </th>
            {views.map((view, index) => {
              const environment = environments[index]
              return environment === undefined ? null : (
                <td
                  key={environment.name}
                  className={`${view.kind === 'live' && view.tone === 'bad' ? css.hot : ''} ${environment.name === shown ? '' : css.off}`}
                >
                  <BoardCellView view={view} service={service.name} environment={environment} onRollback={onRollback} />
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
