import './styles/tokens.css'
import './styles/base.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { toApiError } from './data/api.ts'
import { renewWhenOutdated } from './data/renew.ts'
import { followAnnouncements } from './data/socket.ts'
import { useScheme } from './data/use-scheme.ts'
import { startI18n } from './i18n/i18n.ts'
import { buildRouter } from './router.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays a refusal; only silence and overload are worth another try.
      retry: (failures, error) => failures < 2 && [0, 429, 502, 503].includes(toApiError(error).status),
      refetchOnWindowFocus: true,
    },
  },
})
const router = buildRouter()

const App = () => {
  const scheme = useScheme()
  useEffect(() => {
    document.documentElement.dataset.theme = scheme
  }, [scheme])
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  )
}

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no element "root".')
renewWhenOutdated()
await startI18n()
followAnnouncements(queries)
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
