import { Dialog as Base } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useContext, useEffect, useId, useRef, useState } from 'react'
import { dialogLooks } from '#ui/dialog-looks.ts'
import { errorMessage } from '#ui/error-message.ts'
import { KeyHint } from '#ui/KeyHint.tsx'
import { NavigateContext } from '#ui/Link.tsx'
import { Spinner } from '#ui/Spinner.tsx'
import { paletteTexts } from '../texts/palette.ts'
import { type Entry, useEntries } from './use-entries.ts'

/** Finds a person, a page or an act by typing. Up and Down choose, Enter takes, Escape closes. */
export function Palette({ onClose }: { onClose: () => void }) {
  const navigate = useContext(NavigateContext)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const { groups, busy, error } = useEntries(typed)
  const entries = groups.flatMap((group) => group.entries)
  // What was chosen and is gone by now gives way to the first.
  const chosen = entries.find((entry) => entry.id === chosenId) ?? entries[0]
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-entry="${chosen?.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen?.id])

  return (
    <Base.Root open onOpenChange={(open) => open || onClose()}>
      <Base.Portal>
        <Base.Backdrop className={dialogLooks.backdrop} />
        <Base.Viewport className="fixed inset-0 z-40 grid items-start justify-items-center overflow-hidden p-4 sm:pt-[12vh]">
          <Base.Popup
            initialFocus={input}
            className="layer grid max-h-full w-full max-w-xl grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] overflow-hidden rounded-dialog border border-line bg-raised text-control text-fg shadow-raised outline-none"
          >
            <Base.Title className="sr-only">{paletteTexts.title}</Base.Title>
            <div className="flex items-center gap-3 border-b border-line px-4">
              {busy ? (
                <Spinner size={18} />
              ) : (
                <Search size={18} aria-hidden className="shrink-0 text-muted" />
              )}
              <input
                ref={input}
                role="combobox"
                aria-expanded={entries.length > 0}
                aria-controls={`${id}-list`}
                aria-autocomplete="list"
                aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
                aria-label={paletteTexts.label}
                placeholder={paletteTexts.placeholder}
                value={typed}
                autoComplete="off"
                spellCheck={false}
                maxLength={120}
                onChange={(event) => {
                  setTyped(event.target.value)
                  setChosenId(null)
                }}
                onKeyDown={onKeyDown}
                className="h-13 min-w-0 flex-1 bg-transparent text-body outline-none placeholder:truncate"
              />
              <Base.Close className="rounded-badge">
                <span className="sr-only">{paletteTexts.close} </span>
                <KeyHint keys={paletteTexts.keys.close} />
              </Base.Close>
            </div>
            <div
              ref={list}
              id={`${id}-list`}
              role="listbox"
              aria-label={paletteTexts.results}
              className="overflow-y-auto p-2"
            >
              {groups.map(({ heading, entries: ofGroup }) => (
                // biome-ignore lint/a11y/useSemanticElements: a group of options, which a fieldset is not
                <div key={heading} role="group" aria-labelledby={`${id}-${heading}`} className="pb-1">
                  <p
                    id={`${id}-${heading}`}
                    className="px-2.5 pt-1.5 pb-1 text-meta font-semibold text-muted"
                  >
                    {heading}
                  </p>
                  {ofGroup.map((entry) => option(entry))}
                </div>
              ))}
            </div>
            <p role="status" className={entries.length > 0 && !error ? 'sr-only' : 'px-4 pb-4 text-muted'}>
              {error ? errorMessage(error) : said(entries.length, busy)}
            </p>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )

  function option(entry: Entry) {
    const { text, detail, icon: Icon, keys, disabledReason } = entry
    const isChosen = entry.id === chosen?.id
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys
      // biome-ignore lint/a11y/useFocusableInteractive: as above
      <div
        key={entry.id}
        id={`${id}-${entry.id}`}
        data-entry={entry.id}
        role="option"
        aria-selected={isChosen}
        aria-disabled={disabledReason !== undefined}
        onPointerMove={() => setChosenId(entry.id)}
        onClick={(event) => take(entry, event.metaKey || event.ctrlKey)}
        className={`flex min-h-10 cursor-pointer items-center gap-3 rounded-control px-2.5 py-1.5 ${isChosen ? 'bg-hover' : ''} ${disabledReason === undefined ? '' : 'text-muted'}`}
      >
        <Icon size={16} aria-hidden className="shrink-0 text-muted" />
        <span className="min-w-0 flex-1 wrap-anywhere">
          {text}
          {(disabledReason ?? detail) && (
            <span className="block text-meta text-muted">{disabledReason ?? detail}</span>
          )}
        </span>
        {keys && <KeyHint keys={keys} />}
      </div>
    )
  }

  function onKeyDown(event: KeyboardEvent) {
    const at = chosen ? entries.indexOf(chosen) : -1
    const go = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    if (go !== undefined) setChosenId(entries.at(go % entries.length)?.id ?? null)
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing && chosen)
      take(chosen, event.metaKey || event.ctrlKey)
    else return
    event.preventDefault()
  }

  function take(entry: Entry, inTab: boolean) {
    if (entry.disabledReason !== undefined) return
    if (entry.href !== undefined && inTab) {
      window.open(entry.href, '_blank', 'noopener')
      return
    }
    onClose()
    if (entry.href !== undefined) navigate?.(entry.href)
    // After the palette is gone and the focus is back: a dialog remembers where it was.
    else setTimeout(() => entry.act?.(), 0)
  }
}

function said(count: number, busy: boolean) {
  if (count > 0) return paletteTexts.count(count)
  return busy ? paletteTexts.searching : paletteTexts.none
}
