import type { ReactNode } from 'react'
import { type ButtonSize, type ButtonTone, buttonLooks } from './button-looks.ts'
import { Link } from './Link.tsx'

interface LinkButtonProps {
  href: string
  tone?: ButtonTone
  size?: ButtonSize
  icon?: ReactNode
  wide?: boolean
  /** In a new tab. */
  newTab?: boolean
  download?: boolean
  children: ReactNode
}

/** Goes somewhere, and looks like the buttons beside it. */
export function LinkButton(props: LinkButtonProps) {
  const { href, tone = 'plain', size = 'regular', icon, wide = false, newTab, download, children } = props
  return (
    <Link
      href={href}
      className={buttonLooks(tone, size, wide)}
      {...(newTab && { target: '_blank', rel: 'noopener' })}
      {...(download && { download: true })}
    >
      {icon}
      {children}
    </Link>
  )
}
