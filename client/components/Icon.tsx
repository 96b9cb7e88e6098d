import type { Icon as TablerIcon } from '@tabler/icons-react'

export interface IconProps {
  of: TablerIcon
  small?: boolean
}

/** A line icon at the weight of the text. The words beside it, or the label of its button, say what it means. */
export const Icon = ({ of: Drawing, small = false }: IconProps) => (
  <Drawing size={small ? 14 : 16} stroke={1.5} aria-hidden="true" focusable="false" />
)
