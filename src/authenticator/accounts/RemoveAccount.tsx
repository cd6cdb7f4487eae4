import { useState } from 'react'
import type { Enrolment } from '#phone/key-store.ts'
import { leave } from '#phone/leave.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { TextField } from '#ui/TextField.tsx'
import { appPhone } from '../app-phone.ts'
import { explain } from '../explain.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { go } from '../frame/place.ts'
import { Screen } from '../frame/Screen.tsx'
import { forgetOrganisation, usePhoneState } from '../phone-state.ts'

/** Delete Account: at the organisation and here. One that does not know this phone any more is only forgotten here. */
export function RemoveAccount({ enrolment }: { enrolment: Enrolment }) {
  const { statuses } = usePhoneState()
  const [typed, setTyped] = useState('')
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { deviceId, org } = enrolment
  const isUnknown = statuses[deviceId]?.state === 'unknown'
  const matches = typed.trim().toLowerCase() === org.name.trim().toLowerCase()
  const remove = async () => {
    setPending(true)
    setError(null)
    try {
      await forgetOrganisation(enrolment, isUnknown ? undefined : () => leave(appPhone, enrolment))
      go('')
    } catch (cause) {
      setError(cause)
      setPending(false)
    }
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (matches && !isPending) void remove()
      }}
    >
      <Screen
        title={isUnknown ? `Remove ${org.name} from this phone?` : `Delete your account at ${org.name}?`}
        back={<BackButton onClick={() => history.back()} />}
        actions={
          <>
            <Button
              type="submit"
              tone="danger"
              wide
              pending={isPending}
              disabledReason={matches ? undefined : `Type ${org.name} first`}
            >
              {isUnknown ? 'Remove from this phone' : 'Delete Account'}
            </Button>
            <Button wide onClick={() => history.back()}>
              Keep it
            </Button>
          </>
        }
      >
        <ul className="grid list-disc gap-1.5 ps-5 text-muted">
          <li>This phone can't approve sign-ins at {org.name} any more, and forgets its keys for it.</li>
          <li>If it is your only phone there, you may be locked out until you get a new setup code.</li>
          {!isUnknown && <li>Your user in the organisation stays. Only your administrator can delete it.</li>}
        </ul>
        <TextField
          label={`Type ${org.name} to confirm`}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          exact
        />
        {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
      </Screen>
    </form>
  )
}
