import { useState } from 'react'
import { getPushKey } from '#contract/device-operations.ts'
import type { HelpAct } from '#contract/help.ts'
import { callPublic } from '#phone/call.ts'
import { Button } from '#ui/Button.tsx'
import { appPhone } from '../app-phone.ts'
import { go } from '../frame/place.ts'
import { usePhoneState } from '../phone-state.ts'
import { currentPush } from '../push-registration.ts'
import { texts } from '../texts/texts.ts'
import { TestAlert } from './TestAlert.tsx'

const { help: words } = texts

/** What the app can do about a step of the help; nothing where it cannot. */
export function HelpButton({ act, onScan }: { act: HelpAct; onScan: (() => void) | null }) {
  const { enrolments } = usePhoneState()
  const [first] = enrolments
  switch (act) {
    case 'check-alerts':
      return <Check look={lookAtAlerts} />
    case 'check-network':
      return <Check look={() => lookAtNetwork(first?.iss ?? location.origin)} />
    case 'check-camera':
      return <Check look={lookAtCamera} />
    case 'open-scanner':
      return onScan && <Act text={words.openScanner} onClick={onScan} />
    case 'back-up':
      return first && <Act text={words.backUp} onClick={() => go('backup')} />
    case 'send-test':
      return (
        first && (
          <div className="mt-2">
            <TestAlert enrolment={first} />
          </div>
        )
      )
  }
}

function Act({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <div className="mt-2">
      <Button onClick={onClick}>{text}</Button>
    </div>
  )
}

function Check({ look }: { look: () => Promise<string> }) {
  const [found, setFound] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button
        pending={isPending}
        onClick={() => {
          setPending(true)
          void look().then((text) => {
            setFound(text)
            setPending(false)
          })
        }}
      >
        {words.check}
      </Button>
      <span role="status" className="min-w-0 font-medium">
        {found}
      </span>
    </div>
  )
}

async function lookAtAlerts(): Promise<string> {
  const push = await currentPush()
  return push.kind === 'webpush' ? words.alerts.webpush : words.alerts[push.why]
}

async function lookAtNetwork(iss: string): Promise<string> {
  if (!navigator.onLine) return words.network.offline
  return callPublic(appPhone, iss, getPushKey, { params: {}, body: {} }).then(
    () => words.network.reached,
    () => words.network.unreached,
  )
}

/** Browsers that do not tell are asked by the scanner itself. */
async function lookAtCamera(): Promise<string> {
  const permission = await navigator.permissions?.query({ name: 'camera' }).catch(() => undefined)
  return words.camera[permission?.state ?? 'prompt']
}
