import { ChevronRight } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { go } from '../frame/place.ts'
import { Screen } from '../frame/Screen.tsx'
import { helpEntries } from './help-texts.ts'

export function HelpList({ onBack }: { onBack: () => void }) {
  return (
    <Screen title="Help" back={<BackButton onClick={onBack} />}>
      <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
        {Object.entries(helpEntries).map(([id, { title }]) => (
          <li key={id}>
            <a
              href={`#help/${id}`}
              className="flex min-h-14 items-center justify-between gap-3 px-4 py-2 font-medium -outline-offset-4 hover:bg-hover"
            >
              {title}
              <ChevronRight size={18} aria-hidden className="shrink-0 text-muted rtl:rotate-180" />
            </a>
          </li>
        ))}
      </ul>
    </Screen>
  )
}

export function HelpPage({ id, onScan }: { id: string; onScan: (() => void) | null }) {
  const entry = helpEntries[id]
  const back = <BackButton onClick={() => go('help')} />
  if (!entry) return <Screen title="There is no such page" back={back} />
  return (
    <Screen
      title={entry.title}
      back={back}
      actions={
        id === 'qr' && onScan ? (
          <Button tone="primary" wide onClick={onScan}>
            Open scanner
          </Button>
        ) : undefined
      }
    >
      {entry.steps && (
        <ol className="grid list-decimal gap-3 ps-6">
          {entry.steps.map((step) => (
            <li key={step} className="ps-1">
              {step}
            </li>
          ))}
        </ol>
      )}
      {entry.text && <p>{entry.text}</p>}
      <p className="text-muted">Still stuck? Contact your IT administrator.</p>
    </Screen>
  )
}
