import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { backupsTexts } from '../texts/backups-texts.ts'

const { code: words } = backupsTexts

/** A recovery code, large enough to be copied by hand. */
export function CodeShown({ code }: { code: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div className="grid justify-items-start gap-3">
      <section
        aria-label={words.label}
        className="w-full rounded-card border border-line bg-surface p-4 font-mono text-card leading-8 font-medium tracking-wider"
      >
        {code}
      </section>
      <Button onClick={() => void navigator.clipboard.writeText(code).then(() => setCopied(true))}>
        {copied ? words.copied : words.copy}
      </Button>
    </div>
  )
}
