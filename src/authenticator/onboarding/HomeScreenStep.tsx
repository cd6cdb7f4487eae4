import { Share, SquarePlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Screen } from '../frame/Screen.tsx'
import { beginningTexts } from '../texts/beginning-texts.ts'
import { isInstalled } from '../this-phone.ts'
import type { StepProps } from './Onboarding.tsx'

const { homeScreen: words } = beginningTexts

/** On iPhone and iPad, before anything is made: the installed app shares no storage with the browser. */
export function HomeScreenStep({ draft, advance }: StepProps) {
  const [copied, setCopied] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const link = draft.claim
  return (
    <Screen
      title={words.title}
      back={<BackButton onClick={() => void advance({ step: 'welcome' })} />}
      actions={
        <>
          {link && (
            <Button wide onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
              {copied ? words.copied : words.copy}
            </Button>
          )}
          <Button
            tone="primary"
            wide
            onClick={() =>
              isInstalled() ? void advance({ step: link ? 'confirm' : 'set-up' }) : setAsking(true)
            }
          >
            {words.added}
          </Button>
        </>
      }
    >
      <p className="text-muted">{words.text}</p>
      <ol className="grid gap-3">
        <Step number={1}>
          {words.share.before} <b>{words.share.name}</b>{' '}
          <Share size={18} aria-hidden className="inline align-text-bottom" />
        </Step>
        <Step number={2}>
          {words.add.before} <b>{words.add.name}</b>{' '}
          <SquarePlus size={18} aria-hidden className="inline align-text-bottom" />
        </Step>
        <Step number={3}>{words.open}</Step>
        <Step number={4}>{words.scanAgain}</Step>
      </ol>
      {isAsking && (
        <Notice tone="info" title={words.oneMore}>
          {words.stillBrowser}
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
