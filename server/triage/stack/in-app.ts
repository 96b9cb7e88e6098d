import type { Frame } from '#contract/telemetry.ts'
import type { Cause, Language } from './dialect.ts'

/** Where the runtime starts a release: `.../artifacts/<service>/<environment>/<number>/`, or `/app/` in an image. */
const ownFolder = /^.*?(?:\/artifacts\/[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*\/\d{1,9}\/|\/app\/)/
// biome-ignore format: one name a line would hide the list
const jvmLibraries = [
  'java', 'javax', 'jakarta', 'jdk', 'sun', 'com.sun', 'kotlin', 'kotlinx', 'scala', 'groovy', 'akka', 'feign', 'reactor', 'rx', 'okhttp3', 'retrofit2',
  'io.netty', 'io.grpc', 'io.opentelemetry', 'io.micrometer', 'io.lettuce', 'io.vertx', 'io.undertow', 'io.reactivex',
  'org.springframework', 'org.apache', 'org.eclipse', 'org.jboss', 'org.hibernate', 'org.mybatis', 'org.postgresql', 'org.mariadb', 'org.slf4j',
  'org.glassfish', 'org.aspectj', 'org.redisson', 'org.elasticsearch', 'org.quartz', 'org.junit', 'org.h2',
  'com.fasterxml', 'com.google', 'com.mysql', 'com.zaxxer', 'com.alibaba.druid', 'com.alibaba.fastjson', 'com.alibaba.dubbo', 'com.alibaba.nacos',
  'com.alibaba.csp', 'com.baomidou', 'com.github.pagehelper', 'com.netflix', 'com.squareup', 'com.mongodb', 'com.rabbitmq', 'ch.qos', 'redis.clients',
  'net.sf.cglib', 'oracle', 'lombok',
]

const isJvmLibrary = (module: string): boolean => jvmLibraries.some((name) => module === name || module.startsWith(`${name}.`))

/** The file as the artifact knows it, without the folder in which the release was started. */
export const withinArtifact = (file: string): string => file.replaceAll('\\', '/').replace(ownFolder, '')

const isNodeLibrary = (file: string): boolean =>
  file === '' ||
  file.startsWith('node:') ||
  file.startsWith('<') ||
  file === 'native' ||
  file.includes('/node_modules/') ||
  !/[\\/]/.test(file)

const isPythonLibrary = (file: string): boolean => file.startsWith('<') || /\/(?:site|dist)-packages\/|\/lib(?:64)?\/python\d/.test(file)

const isGoLibrary = ({ module, file }: Frame): boolean =>
  module === 'runtime' || module.startsWith('runtime/') || module === 'panic' || /\/(?:pkg\/mod|vendor|go\/src)\//.test(file)

const isLibrary: Record<Language, (frame: Frame) => boolean> = {
  node: ({ file }) => isNodeLibrary(file),
  java: ({ module }) => isJvmLibrary(module) || /\$\$|^\$?Proxy|\$Proxy\d/.test(module),
  python: ({ file }) => isPythonLibrary(file),
  go: isGoLibrary,
}

/**
 * Marks the frames of the service's own code. Where any frame lies in the folder of a release, only those do: what else runs in
 * the process (an agent, a preloaded file) lies beside it.
 */
export const markApp = (language: Language, causes: readonly Cause[]): void => {
  const library = isLibrary[language]
  const frames = causes.flatMap((cause) => cause.frames)
  const own = frames.filter((frame) => !library(frame))
  const inFolder = own.filter((frame) => ownFolder.test(frame.file))
  for (const frame of inFolder.length > 0 ? inFolder : own) frame.app = true
}
