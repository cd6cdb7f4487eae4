import { useState } from 'react'
import { revokeEverySession } from '#contract/sessions.ts'
import { type SessionPolicy, updateSessionPolicy } from '#contract/settings.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { NumberField } from '#ui/NumberField.tsx'
import { notify } from '#ui/notify.ts'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const words: Record<keyof SessionPolicy, string> = {
  idleMinutes: 'Signed out after inactivity of',
  lifetimeHours: 'Sign in again after',
  keptDays: '“Keep me signed in” lasts',
  consoleIdleMinutes: 'Console: signed out after inactivity of',
  consoleLifetimeHours: 'Console: sign in again after',
}

const fields = [
  ['idleMinutes', 'minutes', 5, 43_200],
  ['lifetimeHours', 'hours', 1, 720],
  ['keptDays', 'days', 1, 90],
  ['consoleIdleMinutes', 'minutes', 5, 60],
  ['consoleLifetimeHours', 'hours', 1, 24],
] as const

/** How long sessions last, and the way to end them all. */
export function SessionSection({ settings, onDirty }: SectionProps) {
  const editing = useSection('session', settings, updateSessionPolicy, onDirty)
  const { draft, change } = editing
  const outside = fields.find(([field, , min, max]) => draft[field] < min || draft[field] > max)
  return (
    <>
      <SectionForm
        title="Sessions"
        editing={editing}
        words={words}
        wrong={
          outside && `${words[outside[0]]}: ${outside[2].toLocaleString()} to ${outside[3].toLocaleString()}.`
        }
        effect="Applies to sessions that begin from now on. An application can only ask for less."
      >
        {fields.map(([field, unit, min, max]) => (
          <NumberField
            key={field}
            label={words[field]}
            unit={unit}
            min={min}
            max={max}
            value={draft[field]}
            onChange={(value) => change({ [field]: value ?? 0 })}
          />
        ))}
      </SectionForm>
      <EndEverySession />
    </>
  )
}

function EndEverySession() {
  const me = useMe()
  const [isAsking, setAsking] = useState(false)
  const revoke = useOperationMutation(revokeEverySession, { also: ['users'] })
  return (
    <Card title="Sign everyone out">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-48 text-control text-muted">
          For an incident: ends every session of {me.organisation.name} at once, with its tokens.
        </p>
        <Button tone="danger" disabledReason={whyNot(me, 'settings:write')} onClick={() => setAsking(true)}>
          Sign everyone out…
        </Button>
      </div>
      {isAsking && (
        <ConfirmByTyping
          title="Sign everyone out"
          phrase={me.organisation.name}
          action="Sign everyone out"
          pending={revoke.isPending}
          error={revoke.error}
          onConfirm={(confirmation) =>
            revoke.mutate(
              { params: {}, body: { confirmation, keepCurrent: true } },
              {
                onSuccess: ({ ended }) => {
                  setAsking(false)
                  notify(`Ended ${ended.toLocaleString()} ${ended === 1 ? 'session' : 'sessions'}`)
                },
              },
            )
          }
          onClose={() => setAsking(false)}
        >
          <Consequences
            stops={[
              'Every session but the one you are in',
              'Every token that applications hold; access tokens they can check by themselves end within ten minutes',
            ]}
            stays={['People, phones, passwords and accounts']}
            told={['Nobody: people are asked to sign in again']}
          />
        </ConfirmByTyping>
      )}
    </Card>
  )
}
