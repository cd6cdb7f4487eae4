import type { MergePreview } from '#contract/merging.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Facts } from '#ui/Facts.tsx'
import { mergeComparisonTexts } from '../texts/merge-comparison.ts'
import { mergingTexts } from '../texts/merging.tsx'
import { named } from '../users/acts/use-departure.ts'
import { calledApart } from './called-apart.ts'
import { Warnings } from './Warnings.tsx'

interface PreviewStepProps {
  preview: MergePreview
  onBack: () => void
  onNext: () => void
}

const words = mergeComparisonTexts.preview

/** What the merge would do, from the server. This is the place to stop. */
export function PreviewStep({ preview, onBack, onNext }: PreviewStepProps) {
  const { source, sessions, devices, passkeys, links, aliases, accounts, events } = preview
  const { target } = calledApart(preview)
  return (
    <>
      <Warnings preview={preview} />
      <Card title={words.title} id="preview">
        <Facts
          items={[
            [words.sessions, movedAndEnded(sessions.moved, sessions.ended)],
            [
              words.devices,
              devices.removed.length > 0
                ? words.devicesRemoved(devices.removed.length, named(devices.removed))
                : devices.moved > 0
                  ? words.devicesMove(devices.moved)
                  : words.none,
            ],
            [
              words.passkeys,
              passkeys.length > 0 ? words.passkeysEnd(passkeys.length, named(passkeys)) : words.none,
            ],
            [
              words.providers,
              links.length > 0 ? words.move(links.length, named(links.map(nameOf))) : words.none,
            ],
            [
              words.addresses,
              aliases.length > 0 ? words.addressesLead(target, named(aliases)) : words.noneMove,
            ],
            [
              words.accounts,
              accounts.moved.length > 0
                ? words.accountsMove(accounts.moved.length, named(accounts.moved))
                : words.noneMove,
            ],
            [
              words.accountsEnd,
              accounts.ended.length > 0 ? words.accountsEndText(named(accounts.ended), target) : undefined,
            ],
            [words.password, words.passwords[preview.password](target)],
            [words.events, words.eventsMove(events.value, target, events)],
            [words.duplicate, words.duplicateText(source.name, source.email, target)],
          ]}
        />
      </Card>
      <p className="text-control font-medium">{words.final}</p>
      <div className="flex flex-wrap justify-between gap-2">
        <Button onClick={onBack}>{mergingTexts.back}</Button>
        <Button tone="primary" onClick={onNext}>
          {words.next}
        </Button>
      </div>
    </>
  )
}

const nameOf = ({ provider, email }: MergePreview['links'][number]) =>
  email ? words.providerOf(provider, email) : provider

function movedAndEnded(moved: number, ended: number): string {
  if (moved > 0 && ended > 0) return words.bothSessions(words.sessionsMove(moved), words.sessionsEnd(ended))
  if (moved > 0) return words.sessionsMove(moved)
  return ended > 0 ? words.sessionsEnd(ended) : words.noSessions
}
