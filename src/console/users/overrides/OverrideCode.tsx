import { clockTime } from '../../frame/clock-time.ts'
import { Passcode } from '../Passcode.tsx'

/** The passcode of an override, to be read out: shown this once. */
export const OverrideCode = ({ code, expiresAt }: { code: string; expiresAt: Date }) => (
  <>
    <Passcode value={code} size={5} what="passcode" />
    <p>Read it to them. It signs them in once, without the phone. They have been told.</p>
    <p className="text-control text-muted">
      On the sign-in page they choose “Passcode from your administrator”; below a number it appears after 20
      seconds. Good until {clockTime(expiresAt)}. We can't show it again.
    </p>
  </>
)
