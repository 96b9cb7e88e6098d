const key = 'culprit.renewed'
const apartMs = 30_000

/** After an update of the console an open page asks for files that are gone: it loads again, but not in a circle. */
export const renewWhenOutdated = (): void => {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(key) ?? 0)
    if (Date.now() - last < apartMs) return
    event.preventDefault()
    sessionStorage.setItem(key, String(Date.now()))
    window.location.reload()
  })
}
