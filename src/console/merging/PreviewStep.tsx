import type { MergePreview } from '#contract/merging.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Facts } from '#ui/Facts.tsx'
import { counted, named } from '../users/acts/use-departure.ts'
import { calledApart } from './merge-words.ts'
import { Warnings } from './Warnings.tsx'

interface PreviewStepProps {
  preview: MergePreview
  onBack: () => void
  onNext: () => void
}

const passwords: Record<MergePreview['password'], (target: string) => string> = {
  none: () => 'Nobody has one',
  target: (target) => `${target} keeps theirs`,
  'source-moves': (target) => `That of the duplicate becomes that of ${target}`,
  'target-wins': (target) => `That of ${target} stays; the duplicate's is cleared`,
}

/** What the merge would do, from the server. This is the place to stop. */
export function PreviewStep({ preview, onBack, onNext }: PreviewStepProps) {
  const { source, sessions, devices, links, aliases, accounts, events } = preview
  const { target } = calledApart(preview)
  return (
    <>
      <Warnings preview={preview} />
      <Card title="What happens" id="preview">
        <Facts
          items={[
            ['Sessions', movedAndEnded(sessions.moved, sessions.ended)],
            [
              'Devices',
              devices.removed.length > 0
                ? `${counted(devices.removed.length, 'phone')} removed and told so: ${named(devices.removed)}`
                : devices.moved > 0
                  ? `${counted(devices.moved, 'phone')} ${devices.moved === 1 ? 'moves' : 'move'}: one identity, one person`
                  : 'None',
            ],
            [
              'Linked providers',
              links.length > 0
                ? `${links.length === 1 ? 'Moves' : 'Move'}: ${named(links.map(({ provider, email }) => (email ? `${provider} (${email})` : provider)))}`
                : 'None',
            ],
            ['Addresses', aliases.length > 0 ? `Go on leading to ${target}: ${named(aliases)}` : 'None move'],
            [
              'Accounts',
              accounts.moved.length > 0
                ? `${accounts.moved.length === 1 ? 'Moves' : 'Move'}: ${named(accounts.moved)}. These applications see the same person as before.`
                : 'None move',
            ],
            [
              'Accounts that end',
              accounts.ended.length > 0
                ? `${named(accounts.ended)}: that of ${target} stays, and what the application knew the duplicate as ends`
                : undefined,
            ],
            ['Password', passwords[preview.password](target)],
            [
              'Events',
              `${events.about ? 'About ' : ''}${counted(events.value, 'event')} will appear under ${target}`,
            ],
            ['The duplicate', `${source.name} (${source.email}) is no more. Their ID leads to ${target}.`],
          ]}
        />
      </Card>
      <p className="text-control font-medium">A merge can't be undone. This preview is the place to stop.</p>
      <div className="flex flex-wrap justify-between gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button tone="primary" onClick={onNext}>
          Go on to confirm
        </Button>
      </div>
    </>
  )
}

function movedAndEnded(moved: number, ended: number): string {
  const parts = [
    moved > 0 && `${counted(moved, 'open session')} ${moved === 1 ? 'moves' : 'move'}`,
    ended > 0 && `${counted(ended, 'open session')} ${ended === 1 ? 'ends' : 'end'}`,
  ]
  return parts.filter(Boolean).join(', ') || 'None open'
}
