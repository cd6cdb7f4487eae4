import { createPortal } from 'react-dom'
import type { User } from '#contract/users.ts'
import { QrCode } from '#ui/QrCode.tsx'
import { clockTime } from '../../frame/clock-time.ts'
import type { IssuedCode } from './SetupCode.tsx'

interface PrintSheetProps {
  user: User
  code: IssuedCode
  organisation: string
}

/** The sheet of paper with a setup code: whose it is and what to do with it. On the screen there is nothing of it. */
export function PrintSheet({ user, code: { secret, purpose }, organisation }: PrintSheetProps) {
  return createPortal(
    <div className="print-sheet">
      <h1>{organisation}</h1>
      <p>
        Setup code for {user.name} ({user.email})
      </p>
      <QrCode value={secret.link} alternative="QR code with the setup link" size={320} />
      <p>
        Or type: <strong>{secret.code}</strong>
      </p>
      <ol>
        <li>Point the phone's camera at the code, or open Latchkey and choose “Scan QR code”.</li>
        {purpose === 'restore' && <li>Choose your backup, and type its passphrase or your recovery code.</li>}
        <li>Follow the steps on the phone.</li>
      </ol>
      <p>It works once, until {clockTime(secret.expiresAt)}. Don't give this sheet to anybody else.</p>
    </div>,
    document.body,
  )
}
