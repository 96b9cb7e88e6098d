import type { Severity } from '../../components/Shape.tsx'
import type { Tone } from './board-model.ts'

export const shapeOf: Record<Tone, Severity> = { bad: 'bad', suspicious: 'warn', healthy: 'ok', unknown: 'none' }
