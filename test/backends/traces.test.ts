import { openTraces } from '../support/embedded-traces.ts'
import { tracesConformance } from './traces-conformance.ts'

tracesConformance('embedded', openTraces)
