import { QueryClient } from '@tanstack/react-query'
import { Problem } from '#contract/problem.ts'

/** What the page has read. Refusals are final; only what never arrived, or met a restart, is asked for again. */
export const createCache = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) =>
          failures < 2 && (!(error instanceof Problem) || error.code === 'unavailable'),
        retryDelay: (failures) => 500 * 2 ** failures,
      },
    },
  })
