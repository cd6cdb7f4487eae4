import { useId } from 'react'
import type { PasskeyId } from '#contract/ids.ts'
import type { Passkey } from '#contract/passkeys.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { lostPhoneTexts } from '../../texts/users/lost-phone.tsx'

const texts = lostPhoneTexts.plan.passkeys

interface LostPasskeysProps {
  passkeys: readonly Passkey[]
  /** Those that end. */
  chosen: readonly PasskeyId[]
  onChange: (chosen: PasskeyId[]) => void
}

/** Which passkeys end with the phone. Where each of them lies is known to its person alone. */
export function LostPasskeys({ passkeys, chosen, onChange }: LostPasskeysProps) {
  const id = useId()
  return (
    <fieldset className="grid min-w-0 gap-2" aria-describedby={id}>
      <legend className="mb-2 text-control font-medium">{texts.label}</legend>
      <p id={id} className="-mt-2 text-meta text-muted">
        {texts.description}
      </p>
      {passkeys.map((passkey) => (
        <Checkbox
          key={passkey.id}
          label={passkey.name}
          description={texts.about(
            passkey.synced,
            passkey.lastUsedAt && <RelativeTime at={passkey.lastUsedAt} />,
          )}
          checked={chosen.includes(passkey.id)}
          onChange={(isChosen) =>
            onChange(isChosen ? [...chosen, passkey.id] : chosen.filter((other) => other !== passkey.id))
          }
        />
      ))}
    </fieldset>
  )
}
