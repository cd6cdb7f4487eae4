import type { ReactNode } from 'react'
import { Link } from './Link.tsx'

interface TextLinkProps {
  href: string
  children: ReactNode
  /** `plain` looks like the text around it until it is pointed at: names in tables. */
  tone?: 'accent' | 'plain'
  download?: boolean
}

/** A link within text. */
export function TextLink({ href, children, tone = 'accent', download = false }: TextLinkProps) {
  const looks =
    tone === 'plain'
      ? 'text-fg hover:underline'
      : 'font-medium text-accent-text underline-offset-2 hover:underline [p_&]:underline'
  return (
    <Link href={href} className={`rounded-badge ${looks}`} {...(download && { download: true })}>
      {children}
    </Link>
  )
}
