import { parseDeviceLink } from '#contract/device-messages.ts'

/** With what the app was opened. */
export type Arrival =
  /** A set-up link. */
  | { readonly kind: 'claim'; readonly link: string }
  /** A sign-in's QR code, read by another camera: it starts nothing here. */
  | { readonly kind: 'outside-scan' }
  /** The picture of a backup, read by another camera: nothing of it is looked at. */
  | { readonly kind: 'outside-backup' }
  /** From a notification. */
  | { readonly kind: 'request'; readonly rid: string }
  | { readonly kind: 'newer-version' }
  | { readonly kind: 'plain' }

/** Reads the address once, and takes what is secret or used up out of it. */
export function readArrival(): Arrival {
  const { href, pathname, searchParams } = new URL(location.href)
  if (pathname === '/app/a') return cleared({ kind: 'outside-scan' })
  if (pathname === '/app/backup') return cleared({ kind: 'outside-backup' })
  if (pathname === '/app/claim') {
    const link = parseDeviceLink(href)
    if (link.kind === 'newer-version') return cleared({ kind: 'newer-version' })
    return cleared(link.kind === 'claim' ? { kind: 'claim', link: href } : { kind: 'plain' })
  }
  const rid = searchParams.get('request')
  if (rid !== null) return cleared(/^[\w-]{22}$/.test(rid) ? { kind: 'request', rid } : { kind: 'plain' })
  return { kind: 'plain' }
}

function cleared(arrival: Arrival): Arrival {
  history.replaceState(null, '', '/app/')
  return arrival
}
