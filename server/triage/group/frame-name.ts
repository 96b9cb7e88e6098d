import type { Frame } from '#contract/telemetry.ts'

/** Names that a compiler or a proxy generator numbers afresh with each build. */
const foldClass = (module: string): string =>
  module
    .replace(/\$\$(?:Enhancer|FastClass|SpringCGLIB|Lambda).{0,200}$/, '')
    .replace(/_\$\$_(?:jvst|javassist).{0,100}$/, '')
    .replace(/\$Proxy\d+$/, '$Proxy')
    .replace(/Generated(Method|Constructor)Accessor\d+$/, 'Generated$1Accessor')
    .replace(/\$\d+(?=$|\$)/g, '')

/** `lambda$list$3` is part of `list`; Node's receiver and `async` say how it was called, not what. */
const foldFunction = (name: string): string =>
  name
    .replace(/^lambda\$([^$]{1,200})\$\d+$/, '$1')
    .replace(/^(?:async )?(?:Object|Function|Module|Module\.default)\./, '')
    .replace(/^async /, '')

/** The place of a frame without line numbers: what stays the same when code above it moves. */
export const frameName = (frame: Frame): string => `${foldClass(frame.module)}.${foldFunction(frame.function) || '<anonymous>'}`

/** The same for a reader: class or file without its package or folder. */
export const shortFrameName = (frame: Frame): string => {
  const module = foldClass(frame.module)
  const short = module.includes('/') ? module.slice(module.lastIndexOf('/') + 1) : module.slice(module.lastIndexOf('.') + 1)
  const name = foldFunction(frame.function) || '<anonymous>'
  // `StaffMapper.toDto` says its class already.
  return short === '' || /^[A-Za-z_$][\w$]*\./.test(name) ? name : `${short}.${name}`
}
