import { Smartphone } from 'lucide-react'
import { keepDevice } from '#phone/keep.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { appPhone } from '../app-phone.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { PersonForm } from '../frame/PersonForm.tsx'
import { go } from '../frame/place.ts'
import { checkAccounts } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'

const { keeping: words } = texts.accounts

/** Another phone took this one's place; its person says that it stays. */
export function KeepPhone({ enrolment }: { enrolment: Enrolment }) {
  const { deviceId, org } = enrolment
  return (
    <PersonForm
      enrolment={enrolment}
      title={words.title}
      icon={Smartphone}
      back={<BackButton onClick={() => history.back()} />}
      act={words.keep}
      onVerify={async (verification) => {
        await keepDevice(appPhone, enrolment, verification)
        await checkAccounts()
        go(`account/${deviceId}`)
      }}
    >
      <p className="text-muted text-pretty">{words.text(org.name)}</p>
    </PersonForm>
  )
}
