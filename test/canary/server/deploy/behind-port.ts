import { concrete } from '../backends/runtime/concrete.ts'
export const backendsBehindPorts = concrete
