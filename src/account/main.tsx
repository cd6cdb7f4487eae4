import { Direction } from '#ui/Direction.tsx'
import './account.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { createClient } from '#contract/client.ts'
import { ApiContext } from '#ui/api.ts'
import { setLanguage } from '#ui/set-language.ts'
import { AccountPage } from './AccountPage.tsx'
import { createCache } from './api/create-cache.ts'
import { send } from './api/send.ts'
import { SessionGate } from './frame/SessionGate.tsx'
import { frameTexts } from './texts/frame.ts'

setLanguage()
document.title = frameTexts.title

const place = document.getElementById('root')
if (!place) throw new Error('index.html has lost its root')

createRoot(place).render(
  <Direction>
    <QueryClientProvider client={createCache()}>
      <ApiContext value={createClient(send)}>
        <SessionGate>
          <AccountPage />
        </SessionGate>
      </ApiContext>
    </QueryClientProvider>
  </Direction>,
)
