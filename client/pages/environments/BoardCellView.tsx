import type { Environment } from '#contract/workspace.ts'
import type { CellView } from './board-model.ts'
import { DeployingCell } from './DeployingCell.tsx'
import { LiveCell } from './LiveCell.tsx'
import { NeverCell } from './NeverCell.tsx'

export interface CellProps<View extends CellView = CellView> {
  view: View
  service: string
  environment: Environment
  onRollback: (place: string) => void
}

export const BoardCellView = (props: CellProps) => {
  switch (props.view.kind) {
    case 'never':
      return <NeverCell {...props} />
    case 'deploying':
      return <DeployingCell {...props} view={props.view} />
    case 'live':
      return <LiveCell {...props} view={props.view} />
  }
}
