import { clockTime } from '../../frame/clock-time.ts'
import { overridesTexts } from '../../texts/users/overrides.ts'
import { Passcode } from '../Passcode.tsx'

const texts = overridesTexts.code

/** The passcode of an override, to be read out: shown this once. */
export const OverrideCode = ({ code, expiresAt }: { code: string; expiresAt: Date }) => (
  <>
    <Passcode value={code} size={5} what={texts.what} />
    <p>{texts.read}</p>
    <p className="text-control text-muted">{texts.where(clockTime(expiresAt))}</p>
  </>
)
