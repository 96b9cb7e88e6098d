// Runs before the first paint: the same decisions as data/preferences.ts, for the two that change how the page looks.
;(() => {
  let theme = 'system'
  let language = null
  try {
    theme = localStorage.getItem('culprit.theme') ?? 'system'
    language = localStorage.getItem('culprit.language')
  } catch {
    // Storage is refused: the system's choice holds.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  const chinese = language === 'zh' || (language === null && navigator.language.toLowerCase().startsWith('zh'))
  document.documentElement.lang = chinese ? 'zh-CN' : 'en'
})()
