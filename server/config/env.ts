/** Raw settings, as the environment gives them. After this nobody asks the environment again. */
export interface Env {
  data: string | undefined
  host: string | undefined
  port: string | undefined
  gatewayPort: string | undefined
  traceGrpcPort: string | undefined
  traceHttpPort: string | undefined
  file: string | undefined
  sample: string | undefined
  logLevel: string | undefined
  home: string | undefined
  xdgDataHome: string | undefined
  path: string | undefined
}

export const readEnv = (env: Record<string, string | undefined>): Env => ({
  /** Folder of everything Culprit keeps. */
  data: env.CULPRIT_DATA,
  /** Address to listen on; only loopback is accepted. */
  host: env.CULPRIT_HOST,
  port: env.CULPRIT_PORT,
  gatewayPort: env.CULPRIT_GATEWAY_PORT,
  /** Where SkyWalking agents report. */
  traceGrpcPort: env.CULPRIT_TRACE_GRPC_PORT,
  traceHttpPort: env.CULPRIT_TRACE_HTTP_PORT,
  /** Path of the culprit.yaml that provisions the workspace. */
  file: env.CULPRIT_CONFIG,
  /** `off`: never load the sample workspace. */
  sample: env.CULPRIT_SAMPLE,
  logLevel: env.CULPRIT_LOG_LEVEL,
  home: env.HOME,
  xdgDataHome: env.XDG_DATA_HOME,
  path: env.PATH,
})
