import './app.css'
import { createRoot } from 'react-dom/client'
import { setLanguage } from '#ui/set-language.ts'
import { App } from './App.tsx'
import { readArrival } from './arrival.ts'
import { keepInstallOffer } from './install-prompt.ts'
import { reload } from './phone-state.ts'
import { registerWorker } from './update.ts'

// Outside the worker's scope nothing would be kept or alerted: one slash is the difference.
if (location.pathname === '/app') location.replace(`/app/${location.search}${location.hash}`)
else {
  const place = document.getElementById('root')
  if (!place) throw new Error('index.html has lost its root')
  setLanguage()
  keepInstallOffer()
  const arrival = readArrival()
  createRoot(place).render(<App arrival={arrival} />)
  void reload()
  void registerWorker()
}
