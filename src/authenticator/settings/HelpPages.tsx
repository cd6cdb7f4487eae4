import { ChevronRight } from 'lucide-react'
import { nothingKnown } from '#contract/help.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { go } from '../frame/place.ts'
import { Screen } from '../frame/Screen.tsx'
import { texts } from '../texts/texts.ts'
import { HelpButton } from './HelpButton.tsx'

const { help: words } = texts

/** A phone may belong to several organisations: what each allows is not said here. */
const entries = words.entries(nothingKnown)

export function HelpList({ onBack }: { onBack: () => void }) {
  return (
    <Screen title={words.title} back={<BackButton onClick={onBack} />}>
      <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
        {entries.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#help/${id}`}
              className="flex min-h-14 items-center justify-between gap-3 px-4 py-2 font-medium -outline-offset-4 hover:bg-hover"
            >
              <span className="min-w-0 wrap-anywhere">{title}</span>
              <ChevronRight size={18} aria-hidden className="shrink-0 text-muted rtl:rotate-180" />
            </a>
          </li>
        ))}
      </ul>
      <p className="text-muted">{words.stuck}</p>
    </Screen>
  )
}

/** @param onScan null where there is nothing to scan for yet. */
export function HelpPage({ id, onScan }: { id: string; onScan: (() => void) | null }) {
  const entry = entries.find((one) => one.id === id)
  const back = <BackButton onClick={() => go('help')} />
  if (!entry) return <Screen title={words.none} back={back} />
  const { title, text, steps, after } = entry
  return (
    <Screen title={title} back={back}>
      {text && <p>{text}</p>}
      {steps && (
        <ol className="grid list-decimal gap-3 ps-6">
          {steps.map((step) => (
            <li key={step.text} className="ps-1">
              {step.text}
              {step.act && <HelpButton act={step.act} onScan={onScan} />}
            </li>
          ))}
        </ol>
      )}
      {after && (
        <div>
          <p>{after.text}</p>
          {after.act && <HelpButton act={after.act} onScan={onScan} />}
        </div>
      )}
      <p className="text-muted">{words.stuck}</p>
    </Screen>
  )
}
