import { Share, SquarePlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Screen } from '../frame/Screen.tsx'
import { isInstalled } from '../this-phone.ts'
import type { StepProps } from './Onboarding.tsx'

/** On iPhone and iPad, before anything is made: the installed app shares no storage with the browser. */
export function HomeScreenStep({ draft, advance }: StepProps) {
  const [copied, setCopied] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const link = draft.claim
  return (
    <Screen
      title="Add Latchkey to your Home Screen"
      back={<BackButton onClick={() => void advance({ step: 'welcome' })} />}
      actions={
        <>
          {link && (
            <Button wide onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
              {copied ? 'Link copied' : 'Copy set-up link'}
            </Button>
          )}
          <Button
            tone="primary"
            wide
            onClick={() =>
              isInstalled() ? void advance({ step: link ? 'confirm' : 'set-up' }) : setAsking(true)
            }
          >
            I've added it
          </Button>
        </>
      }
    >
      <p className="text-muted">Only from there can it keep your keys and alert you.</p>
      <ol className="grid gap-3">
        <Step number={1}>
          Tap <b>Share</b> <Share size={18} aria-hidden className="inline align-text-bottom" />
        </Step>
        <Step number={2}>
          Choose <b>Add to Home Screen</b>{' '}
          <SquarePlus size={18} aria-hidden className="inline align-text-bottom" />
        </Step>
        <Step number={3}>Open Latchkey from your Home Screen</Step>
        <Step number={4}>
          Then scan the code again, paste the set-up link, or enter the 10-character code
        </Step>
      </ol>
      {isAsking && (
        <Notice tone="info" title="One more step">
          This is still the browser. Go to your Home Screen and open Latchkey there.
        </Notice>
      )}
    </Screen>
  )
}

function Step({ number, children }: { number: number; children: React.ReactNode }) {
  return (
    <li className="flex items-start gap-3 rounded-card border border-line bg-surface p-4">
      <span
        aria-hidden
        className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-meta font-semibold text-accent-text"
      >
        {number}
      </span>
      <span>{children}</span>
    </li>
  )
}
