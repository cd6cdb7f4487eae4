import { Dialog } from '#ui/Dialog.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { addresses, here } from '../addresses.ts'

/** The session is over: says so, and offers both ways back. It closes by itself. */
export function SignedOutDialog() {
  return (
    <Dialog
      title="You're signed out"
      description="Your session has ended. This page stays as it is."
      onClose={() => undefined}
    >
      <p className="text-control text-muted text-pretty">
        Sign in again in a new tab to go on right here, with everything that you typed. Or sign in on this
        page: it comes back to the same place.
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <LinkButton href={addresses.signIn(here())}>Sign in on this page</LinkButton>
        <LinkButton tone="primary" newTab href={addresses.signIn('/admin/signed-in')}>
          Sign in again
        </LinkButton>
      </div>
    </Dialog>
  )
}
