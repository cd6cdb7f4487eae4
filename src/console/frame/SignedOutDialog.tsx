import { Dialog } from '#ui/Dialog.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { addresses, here } from '../addresses.ts'
import { failuresTexts } from '../texts/failures.ts'

/** The session is over: says so, and offers both ways back. It closes by itself. */
export function SignedOutDialog() {
  return (
    <Dialog
      title={failuresTexts.signedOut.title}
      description={failuresTexts.signedOut.text}
      onClose={() => undefined}
    >
      <p className="text-control text-muted text-pretty">{failuresTexts.signedOut.ways}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <LinkButton href={addresses.signIn(here())}>{failuresTexts.signedOut.here}</LinkButton>
        <LinkButton tone="primary" newTab href={addresses.signIn('/admin/signed-in')}>
          {failuresTexts.signedOut.again}
        </LinkButton>
      </div>
    </Dialog>
  )
}
