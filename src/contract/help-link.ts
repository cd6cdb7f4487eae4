/** How the organisation's address for help is reached from a phone. */
export interface HelpLink {
  readonly by: 'mail' | 'call' | 'page'
  readonly href: string
}

/** Reads a mail address, a phone number or an https address; null for anything else, and for none. */
export function helpLink(address: string | undefined): HelpLink | null {
  const text = address?.trim() ?? ''
  if (/^https:\/\/\S+$/i.test(text) && URL.canParse(text)) return { by: 'page', href: text }
  if (/^[^\s@:/?#]+@[^\s@:/?#]+$/.test(text)) return { by: 'mail', href: `mailto:${text}` }
  const number = text.replace(/[\s().-]/g, '')
  return /^\+?\d{3,15}$/.test(number) ? { by: 'call', href: `tel:${number}` } : null
}
