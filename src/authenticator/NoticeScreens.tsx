import { KeyRound, ScanQrCode } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { Mark } from './frame/Mark.tsx'
import { Screen } from './frame/Screen.tsx'

/** The browser cleared what the app had stored. */
export function KeysGoneScreen({ onSetUp }: { onSetUp: () => void }) {
  return (
    <Screen
      title="This phone's keys are gone"
      picture={<Mark icon={KeyRound} tone="warning" />}
      actions={
        <Button tone="primary" wide onClick={onSetUp}>
          Set up again
        </Button>
      }
    >
      <p className="text-muted text-pretty">
        The phone's system cleared what Latchkey had stored, so it can't approve sign-ins any more. Ask your
        IT administrator for a new setup code. Installing the app keeps this from happening again.
      </p>
    </Screen>
  )
}

/** A sign-in's code that another camera read: a link must never begin an approval. */
export function OutsideScanScreen({ onOpen }: { onOpen: () => void }) {
  return (
    <Screen
      title="Open the app and scan from there."
      picture={<Mark icon={ScanQrCode} />}
      actions={
        <Button tone="primary" wide onClick={onOpen}>
          Open Latchkey
        </Button>
      }
    >
      <p className="text-muted text-pretty">
        For your safety, a sign-in code works only in Latchkey's own scanner: open the app, choose Requests,
        then Scan QR code.
      </p>
    </Screen>
  )
}

/** A link of a version that this app does not speak. */
export function NewerVersionScreen({ onClose }: { onClose: () => void }) {
  return (
    <Screen
      title="Update the app and try again"
      picture={<Mark icon={KeyRound} tone="warning" />}
      actions={
        <Button tone="primary" wide onClick={onClose}>
          Close
        </Button>
      }
    >
      <p className="text-muted">
        This code was made by a newer version of Latchkey. Update the app and try again.
      </p>
    </Screen>
  )
}

/** A request whose signature does not verify: nothing of it is shown. */
export function ForgedScreen({ onClose }: { onClose: () => void }) {
  return (
    <Screen
      title="We couldn't verify this request"
      picture={<Mark icon={KeyRound} tone="danger" />}
      actions={
        <Button tone="primary" wide onClick={onClose}>
          Close
        </Button>
      }
    >
      <p role="alert" className="text-muted">
        It doesn't come from your organisation, so there is nothing to approve. Tell your IT administrator
        now.
      </p>
    </Screen>
  )
}
