import { QueryClient } from '@tanstack/react-query'
import { hasCode } from './has-code.ts'

/** What the console has read. Refusals are final; only what never arrived, or met a restart, is asked for again. */
export const createCache = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) =>
          failures < 2 && (error.name !== 'Problem' || hasCode(error, 'unavailable')),
        retryDelay: (failures) => 500 * 2 ** failures,
      },
    },
  })
