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
import { texts } from '../texts/texts.ts'
import { useOverviews } from './use-overviews.ts'

const { deletion: words } = texts.accounts

/** Delete Account: at the organisation and here. One that does not know this phone any more is only forgotten here. */
export function RemoveAccount({ enrolment }: { enrolment: Enrolment }) {
  const { statuses } = usePhoneState()
  const { byDevice } = useOverviews([enrolment])
  const [typed, setTyped] = useState('')
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { deviceId, org } = enrolment
  const isUnknown = statuses[deviceId]?.state === 'unknown'
  const others = byDevice[deviceId]?.devices.filter(({ current }) => !current).length
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
        title={isUnknown ? words.titleHere(org.name) : words.title(org.name)}
        back={<BackButton onClick={() => history.back()} />}
        actions={
          <>
            <Button
              type="submit"
              tone="danger"
              wide
              pending={isPending}
              disabledReason={matches ? undefined : words.typeFirst(org.name)}
            >
              {isUnknown ? words.deleteHere : words.delete}
            </Button>
            <Button wide onClick={() => history.back()}>
              {words.keep}
            </Button>
          </>
        }
      >
        <ul className="grid list-disc gap-1.5 ps-5 text-muted">
          <li>{words.forgets(org.name)}</li>
          {others === undefined && <li>{words.maybeLast}</li>}
          {others === 0 && <li className="font-medium text-fg">{words.last(org.name)}</li>}
          {others !== undefined && others > 0 && <li>{words.others(others)}</li>}
          {!isUnknown && <li>{words.userStays}</li>}
        </ul>
        <TextField label={words.type(org.name)} value={typed} onChange={setTyped} autoComplete="off" exact />
        {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
      </Screen>
    </form>
  )
}
