import { KeyRound, ScanQrCode } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { Mark } from './frame/Mark.tsx'
import { Screen } from './frame/Screen.tsx'
import { texts } from './texts/texts.ts'

const { close, keysGone, outsideScan, newerVersion, forged } = texts.frame

/** The browser cleared what the app had stored. */
export function KeysGoneScreen({ onSetUp, onRestore }: { onSetUp: () => void; onRestore: () => void }) {
  return (
    <Screen
      title={keysGone.title}
      picture={<Mark icon={KeyRound} tone="warning" />}
      actions={
        <>
          <Button tone="primary" wide onClick={onRestore}>
            {texts.restore.name}
          </Button>
          <Button wide onClick={onSetUp}>
            {keysGone.setUp}
          </Button>
        </>
      }
    >
      <p className="text-muted text-pretty">{keysGone.text}</p>
    </Screen>
  )
}

/** A sign-in's code that another camera read: a link must never begin an approval. */
export function OutsideScanScreen({ onOpen }: { onOpen: () => void }) {
  return (
    <Screen
      title={outsideScan.title}
      picture={<Mark icon={ScanQrCode} />}
      actions={
        <Button tone="primary" wide onClick={onOpen}>
          {outsideScan.open}
        </Button>
      }
    >
      <p className="text-muted text-pretty">{outsideScan.text}</p>
    </Screen>
  )
}

/** The picture of a backup that another camera read: what is in it stays unread. */
export function OutsideBackupScreen({ onOpen }: { onOpen: () => void }) {
  const { outside } = texts.restore
  return (
    <Screen
      title={outside.title}
      picture={<Mark icon={ScanQrCode} />}
      actions={
        <Button tone="primary" wide onClick={onOpen}>
          {outside.open}
        </Button>
      }
    >
      <p className="text-muted text-pretty">{outside.text}</p>
    </Screen>
  )
}

/** A link of a version that this app does not speak. */
export function NewerVersionScreen({ onClose }: { onClose: () => void }) {
  return (
    <Screen
      title={newerVersion.title}
      picture={<Mark icon={KeyRound} tone="warning" />}
      actions={
        <Button tone="primary" wide onClick={onClose}>
          {close}
        </Button>
      }
    >
      <p className="text-muted">{newerVersion.text}</p>
    </Screen>
  )
}

/** A request whose signature does not verify: nothing of it is shown. */
export function ForgedScreen({ onClose }: { onClose: () => void }) {
  return (
    <Screen
      title={forged.title}
      picture={<Mark icon={KeyRound} tone="danger" />}
      actions={
        <Button tone="primary" wide onClick={onClose}>
          {close}
        </Button>
      }
    >
      <p role="alert" className="text-muted">
        {forged.text}
      </p>
    </Screen>
  )
}
