import { openLogs } from '../support/embedded-logs.ts'
import { logsConformance } from './logs-conformance.ts'

logsConformance('embedded', openLogs)
