import { useState } from 'react'
import { revokeEverySession } from '#contract/sessions.ts'
import { updateSessionPolicy } from '#contract/settings.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { NumberField } from '#ui/NumberField.tsx'
import { notify } from '#ui/notify.ts'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'
import { settingsSessionsTexts } from '../texts/settings-sessions.ts'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const words = settingsSessionsTexts.fields

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
        title={settingsSessionsTexts.title}
        editing={editing}
        words={words}
        wrong={
          outside &&
          settingsSessionsTexts.outside(
            words[outside[0]],
            outside[2].toLocaleString(),
            outside[3].toLocaleString(),
          )
        }
        effect={settingsSessionsTexts.effect}
      >
        {fields.map(([field, unit, min, max]) => (
          <NumberField
            key={field}
            label={words[field]}
            unit={settingsSessionsTexts.units[unit]}
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
    <Card title={settingsSessionsTexts.everyone.title}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-48 text-control text-muted">
          {settingsSessionsTexts.everyone.text(me.organisation.name)}
        </p>
        <Button tone="danger" disabledReason={whyNot(me, 'settings:write')} onClick={() => setAsking(true)}>
          {settingsSessionsTexts.everyone.begin}
        </Button>
      </div>
      {isAsking && (
        <ConfirmByTyping
          title={settingsSessionsTexts.everyone.title}
          phrase={me.organisation.name}
          action={settingsSessionsTexts.everyone.title}
          pending={revoke.isPending}
          error={revoke.error}
          onConfirm={(confirmation) =>
            revoke.mutate(
              { params: {}, body: { confirmation, keepCurrent: true } },
              {
                onSuccess: ({ ended }) => {
                  setAsking(false)
                  notify(settingsSessionsTexts.everyone.done(ended))
                },
              },
            )
          }
          onClose={() => setAsking(false)}
        >
          <Consequences
            stops={[settingsSessionsTexts.everyone.sessions, settingsSessionsTexts.everyone.tokens]}
            stays={[settingsSessionsTexts.everyone.stays]}
            told={[settingsSessionsTexts.everyone.told]}
          />
        </ConfirmByTyping>
      )}
    </Card>
  )
}
