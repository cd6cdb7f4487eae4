import { Search } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { KeyHint } from '#ui/KeyHint.tsx'
import { isApple } from '../frame/is-apple.ts'
import { lazyLayer } from '../frame/lazy-layer.ts'
import { paletteTexts } from '../texts/palette.ts'

const Palette = lazyLayer(async () => (await import('./Palette.tsx')).Palette)

/** Opens the palette, by its button in the bar or by ⌘K from anywhere. */
export function PaletteButton() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      const isShortcut = (isApple() ? event.metaKey : event.ctrlKey) && event.key.toLowerCase() === 'k'
      if (!isShortcut || event.shiftKey || event.altKey || event.defaultPrevented) return
      event.preventDefault()
      // Not above a dialog: what is begun there would be lost from sight. A notification is none, whatever its role says.
      if (
        document.querySelector(':is([role="dialog"], [role="alertdialog"]):not([aria-modal="false"])') ===
        null
      )
        setOpen(true)
    }
    document.addEventListener('keydown', act)
    return () => document.removeEventListener('keydown', act)
  }, [])
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="inline-flex h-8 items-center gap-2 rounded-control border border-line-strong/45 bg-surface px-2.5 text-control text-muted hover:bg-hover lg:min-w-64"
      >
        <Search size={16} aria-hidden className="shrink-0" />
        <span className="flex-1 text-start whitespace-nowrap max-lg:sr-only">{paletteTexts.button}</span>
        <span aria-hidden className="max-lg:hidden">
          <KeyHint keys={isApple() ? '⌘K' : paletteTexts.keys.open} />
        </span>
      </button>
      <Suspense>{open && <Palette onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
