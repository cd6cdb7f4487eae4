import { History } from 'lucide-react'
import { useState } from 'react'
import type { RestoreProof } from '#contract/settings.ts'
import type { BegunRestore } from '#phone/restore.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { RadioGroup, type RadioOption } from '#ui/RadioGroup.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { restoringTexts } from '../texts/restoring-texts.ts'
import { phonesOf } from './phones-of.ts'

const { account: words } = restoringTexts

interface ChooseProofProps {
  begun: BegunRestore
  onChosen: (by: RestoreProof) => void
  onSkip: () => void
}

/** "Use this phone instead of Pixel 9?", and how its person shows that they are not whoever found the backup. */
export function ChooseProof({ begun, onChosen, onSkip }: ChooseProofProps) {
  const { proofs, hints, org, user } = begun
  const [chosen, setChosen] = useState<RestoreProof>(proofs[0] ?? 'claim')
  const phones = phonesOf(hints.devices)
  const all: Record<RestoreProof, RadioOption> = {
    mail: { label: words.ways.mail, description: words.ways.mailText(hints.mail ?? user.hint) },
    sms: { label: words.ways.sms, description: words.ways.smsText(hints.sms ?? '') },
    device: { label: words.ways.device(phones), description: words.ways.deviceText },
    claim: { label: words.ways.claim, description: words.ways.claimText },
  }
  const options = Object.fromEntries(proofs.map((proof) => [proof, all[proof]])) as typeof all
  return (
    <Screen
      title={hints.devices.length > 0 ? words.instead(phones) : words.insteadUnknown}
      picture={<Mark icon={History} />}
      actions={
        <>
          <Button tone="primary" wide onClick={() => onChosen(chosen)}>
            {words.next}
          </Button>
          <Button wide onClick={onSkip}>
            {words.skip}
          </Button>
        </>
      }
    >
      <p className="font-medium wrap-anywhere">{words.who(org.name, user.hint)}</p>
      <p className="text-muted text-pretty">{words.effect}</p>
      {proofs.length === 1 && proofs[0] === 'claim' ? (
        <Notice tone="info">{words.onlyClaim}</Notice>
      ) : (
        <RadioGroup label={words.prove} value={chosen} onChange={setChosen} options={options} />
      )}
    </Screen>
  )
}
