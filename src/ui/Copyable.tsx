import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './IconButton.tsx'
import { pageTexts } from './texts/page.ts'

interface CopyableProps {
  /** What is copied. */
  value: string
  /** What it is, for the button's name: "Copy user ID". */
  what: string
  /** What is shown where that is shorter. */
  text?: string
}

/** An exact value in the monospace face, with a button that copies it. */
export function Copyable({ value, what, text = value }: CopyableProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <span className="-my-1 inline-flex max-w-full min-w-0 items-center gap-1">
      <code className="min-w-0 font-mono text-[0.92em] wrap-anywhere">{text}</code>
      <IconButton
        label={copied ? pageTexts.copied : pageTexts.copy(what)}
        icon={
          copied ? <Check size={14} className="text-success" aria-hidden /> : <Copy size={14} aria-hidden />
        }
        onClick={() => {
          void navigator.clipboard.writeText(value).then(() => setCopied(true))
        }}
      />
      <span role="status" className="sr-only">
        {copied && pageTexts.copied}
      </span>
    </span>
  )
}
