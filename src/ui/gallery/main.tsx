import { Direction } from '../Direction.tsx'
import './gallery.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Toaster } from '../Toaster.tsx'
import { Fields } from './Fields.tsx'
import { Layers } from './Layers.tsx'
import { People } from './People.tsx'
import { Phone } from './Phone.tsx'
import { Pieces } from './Pieces.tsx'

const pages = { pieces: Pieces, fields: Fields, people: People, layers: Layers, phone: Phone } as const

/** `?page=` names what is shown, `?theme=`, `?dir=` and `?open=` put it into a state: a screenshot needs no hand. */
const wanted = new URLSearchParams(location.search)
const theme = wanted.get('theme')
if (theme) document.documentElement.dataset.theme = theme
if (wanted.get('page') === 'phone') document.documentElement.dataset.density = 'roomy'

const direction = wanted.get('dir') === 'rtl' ? 'rtl' : 'ltr'
document.documentElement.dir = direction

const name = wanted.get('page') ?? 'pieces'
const Page = name in pages ? pages[name as keyof typeof pages] : Pieces
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Direction direction={direction}>
        <main className="mx-auto grid max-w-7xl gap-6 p-4 sm:p-6">
          <Page open={wanted.get('open')} />
        </main>
        <Toaster />
      </Direction>
    </StrictMode>,
  )
}
