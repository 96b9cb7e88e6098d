import { board } from './board.ts'
import { chart } from './chart.ts'
import { common } from './common.ts'
import { deploy } from './deploy.ts'
import { deployment } from './deployment.ts'
import { error } from './error.ts'
import { errorCode } from './error-codes.ts'
import { errors } from './errors.ts'
import { fact } from './facts.ts'
import { frame } from './frame.ts'
import { home } from './home.ts'
import { live } from './live.ts'
import { logs } from './logs.ts'
import { paste } from './paste.ts'
import { release } from './release.ts'
import { rollback } from './rollback.ts'
import { service } from './service.ts'
import { services } from './services.ts'
import { settings } from './settings.ts'
import { stack } from './stack.ts'
import { trace } from './trace.ts'
import { traces } from './traces.ts'
import { verdict } from './verdict.ts'

/** Every namespace of this language. */
export const words = {
  chart,
  verdict,
  stack,
  common,
  frame,
  paste,
  home,
  traces,
  trace,
  errors,
  error,
  rollback,
  fact,
  errorCode,
  board,
  services,
  service,
  deploy,
  deployment,
  release,
  logs,
  live,
  settings,
} as const
