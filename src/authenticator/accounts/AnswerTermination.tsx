import { UserX } from 'lucide-react'
import { useState } from 'react'
import { answerTermination } from '#phone/answer-termination.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { appPhone } from '../app-phone.ts'
import { explain } from '../explain.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { PersonForm } from '../frame/PersonForm.tsx'
import { go } from '../frame/place.ts'
import { checkAccounts } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'

const { termination: words } = texts.accounts

/** Another organisation asked that this identity ends everywhere. Here it is the person's to say; no is the easy answer. */
export function AnswerTermination({ enrolment }: { enrolment: Enrolment }) {
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { deviceId, org } = enrolment
  const refuse = async () => {
    setPending(true)
    setError(null)
    try {
      await answerTermination(appPhone, enrolment, { answer: 'refuse' })
      await checkAccounts()
      go(`account/${deviceId}`)
    } catch (cause) {
      setError(cause)
      setPending(false)
    }
  }
  return (
    <PersonForm
      enrolment={enrolment}
      title={words.question(org.name)}
      icon={UserX}
      back={<BackButton onClick={() => go(`account/${deviceId}`)} />}
      act={words.confirm}
      actTone="danger"
      onVerify={async (verification) => {
        await answerTermination(appPhone, enrolment, { answer: 'confirm', verification })
        // The account is gone by now: that is what this phone learns and says.
        await checkAccounts()
      }}
      others={
        <Button wide pending={isPending} onClick={() => void refuse()}>
          {words.refuse}
        </Button>
      }
    >
      <ul className="grid list-disc gap-1.5 ps-5 text-muted">
        <li>{words.why}</li>
        <li>{words.yes(org.name)}</li>
        <li>{words.no}</li>
      </ul>
      {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
    </PersonForm>
  )
}
