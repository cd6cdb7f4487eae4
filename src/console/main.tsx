import { Direction } from '#ui/Direction.tsx'
import { setLanguage } from '#ui/set-language.ts'
import './console.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { createClient } from '#contract/client.ts'
import { ApiContext } from '#ui/api.ts'
import { NavigateContext } from '#ui/Link.tsx'
import { addresses } from './addresses.ts'
import { createCache } from './api/create-cache.ts'
import { send } from './api/send.ts'
import { MeGate } from './frame/MeGate.tsx'
import { SessionGate } from './frame/SessionGate.tsx'
import { router } from './router.tsx'
import { StepUpGate } from './step-up/StepUpGate.tsx'

setLanguage()

const place = document.getElementById('root')
if (!place) throw new Error('index.html has lost its root')

/** Within the console without loading a page; Latchkey's other pages are pages of their own. */
function go(href: string): void {
  const { pathname } = new URL(href, document.baseURI)
  const isConsole = pathname === addresses.admin || pathname.startsWith(`${addresses.admin}/`)
  if (isConsole) router.history.push(href)
  else window.location.assign(href)
}

createRoot(place).render(
  <Direction>
    <QueryClientProvider client={createCache()}>
      <ApiContext value={createClient(send)}>
        <NavigateContext value={go}>
          <SessionGate>
            <MeGate>
              <StepUpGate>
                <RouterProvider router={router} />
              </StepUpGate>
            </MeGate>
          </SessionGate>
        </NavigateContext>
      </ApiContext>
    </QueryClientProvider>
  </Direction>,
)
