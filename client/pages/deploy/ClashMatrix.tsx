import { type KeyboardEvent, useRef, useState } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ClashMatrix.module.css'
import { buildMatrix, type MatrixCell, matrixLimit, moveSpot, type Spot } from './clash-matrix.ts'
import type { Clash } from './deploy-model.ts'

interface ClashMatrixProps {
  names: readonly string[]
  clashes: readonly Clash[]
  base: string
  chosen: Clash | null
  isStale: boolean
  onChoose: (clash: Clash) => void
}

const spotOf = (names: readonly string[], clash: Clash | null): Spot | null => {
  if (clash === null) return null
  const places = [clash.a, clash.b].map((name) => (name === null ? 0 : names.indexOf(name) + 1))
  return { row: Math.max(...places), column: Math.min(...places) }
}

/** On the cross that leads from the chosen cell to its two numbers. */
const isOnCross = (cell: Spot, chosen: Spot | null): boolean =>
  chosen !== null &&
  ((cell.row === chosen.row && cell.column < chosen.column && cell.column > 0) || (cell.column === chosen.column && cell.row < chosen.row))

/** The triangle beside the rows: a cell for each pair, the base in the first column, one tab stop and the arrow keys inside. */
export const ClashMatrix = ({ names, clashes, base, chosen, isStale, onChoose }: ClashMatrixProps) => {
  const { t } = useWords()
  const grid = useRef<HTMLTableElement>(null)
  const rows = buildMatrix(names, clashes)
  const chosenSpot = spotOf(names, chosen)
  const [stop, setStop] = useState<Spot>({ row: 1, column: 0 })
  const tabStop = chosenSpot ?? (stop.row <= rows.length ? stop : { row: 1, column: 0 })

  const nameOf = (place: number): string => (place === 0 ? base : `${place} ${names[place - 1] ?? ''}`)
  const sayCell = ({ row, column, clash }: MatrixCell): string => {
    const pair = { a: nameOf(column), b: nameOf(row) }
    return clash === null ? t('deploy:matrixCell', pair) : t('deploy:matrixClash', { ...pair, files: clash.files.join(', ') })
  }
  const handleKey = (event: KeyboardEvent, cell: MatrixCell): void => {
    if ((event.key === 'Enter' || event.key === ' ') && cell.clash !== null) {
      event.preventDefault()
      onChoose(cell.clash)
      return
    }
    const next = moveSpot(cell, event.key, rows.length)
    if (next === null) return
    event.preventDefault()
    setStop(next)
    grid.current?.querySelector<HTMLElement>(`[data-spot="${next.row}-${next.column}"]`)?.focus()
  }

  return (
    <div className={`${css.side} ${text.noPhone}`}>
      <p className={css.base} aria-hidden>
        {base}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is what a table with arrow keys is called */}
      <table ref={grid} role="grid" aria-label={t('deploy:matrix')} aria-busy={isStale} className={isStale ? css.stale : undefined}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} className={css.row}>
              {row.cells.map((cell) => (
                <td
                  key={cell.column}
                  tabIndex={cell.row === tabStop.row && cell.column === tabStop.column ? 0 : -1}
                  data-spot={`${cell.row}-${cell.column}`}
                  aria-label={sayCell(cell)}
                  aria-current={chosenSpot?.row === cell.row && chosenSpot.column === cell.column}
                  title={cell.clash === null ? undefined : sayCell(cell)}
                  className={`${css.cell} ${cell.clash === null ? '' : css.clash} ${isOnCross(cell, chosenSpot) ? css.cross : ''}`}
                  onKeyDown={(event) => handleKey(event, cell)}
                  onClick={() => cell.clash !== null && onChoose(cell.clash)}
                />
              ))}
              <th
                scope="row"
                aria-label={nameOf(row.number)}
                className={`${css.number} ${chosenSpot?.row === row.number || chosenSpot?.column === row.number ? css.litNumber : ''}`}
              >
                {row.number}
              </th>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={`${css.legend} ${rows.length < 9 ? css.under : ''}`}>
        <i className={css.cell} aria-hidden />
        <span>{t('deploy:legendTogether')}</span>
        <i className={`${css.cell} ${css.clash}`} aria-hidden />
        <span>{t('deploy:legendClash')}</span>
      </p>
      {names.length > matrixLimit && (
        <p className={`${text.small} ${text.muted}`}>{t('deploy:matrixCut', { shown: matrixLimit, all: names.length })}</p>
      )}
    </div>
  )
}
