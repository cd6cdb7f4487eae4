import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach } from 'vitest'
import { createCache } from '#console/api/create-cache.ts'
import { MeGate } from '#console/frame/MeGate.tsx'
import { StepUpGate } from '#console/step-up/StepUpGate.tsx'
import type { Client } from '#contract/client.ts'
import { ApiContext } from '#ui/api.ts'
import { NavigateContext } from '#ui/Link.tsx'
import { Toaster } from '#ui/Toaster.tsx'

afterEach(cleanup)

interface Rendered {
  /** Where the screen went, in order. */
  readonly visited: readonly string[]
}

/**
 * Shows a part of the console as it stands there, with `client` (`house.as(user)`) as its server: the person's own rights, the step-up
 * dialog above it, notifications below it. Wait for something to appear first: who is signed in is read from the server.
 */
export function renderWithApi(client: Client, element: ReactNode): Rendered {
  const visited: string[] = []
  render(
    <QueryClientProvider client={createCache()}>
      <ApiContext value={client}>
        <NavigateContext value={(href) => visited.push(href)}>
          <MeGate>
            <StepUpGate>
              {element}
              <Toaster />
            </StepUpGate>
          </MeGate>
        </NavigateContext>
      </ApiContext>
    </QueryClientProvider>,
  )
  return { visited }
}
