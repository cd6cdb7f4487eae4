import { useState } from 'react'
import { deleteProvider, type Provider } from '#contract/providers.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'

/** Deletes the provider once its name is typed. */
export function DeleteProviderPanel({ provider, onDeleted }: { provider: Provider; onDeleted: () => void }) {
  const me = useMe()
  const [isAsking, setAsking] = useState(false)
  const remove = useOperationMutation(deleteProvider, { also: ['users'] })
  const { name, people } = provider
  return (
    <Card title="Delete" id="delete">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-48 text-control text-muted">
          Nobody can sign in through it afterwards. Can't be undone; to stop it for a while, switch it off.
        </p>
        <Button tone="danger" disabledReason={whyNot(me, 'providers:write')} onClick={() => setAsking(true)}>
          Delete provider…
        </Button>
      </div>
      {isAsking && (
        <ConfirmByTyping
          title={`Delete ${name}`}
          phrase={name}
          action="Delete provider"
          pending={remove.isPending}
          error={remove.error}
          onConfirm={(confirmation) =>
            remove.mutate(
              { params: { providerId: provider.id }, body: { confirmation } },
              {
                onSuccess: () => {
                  notify(`Deleted ${name}`)
                  onDeleted()
                },
              },
            )
          }
          onClose={() => setAsking(false)}
        >
          <Consequences
            stops={[
              `Sign-ins through ${name}`,
              `The links of ${people.toLocaleString()} ${people === 1 ? 'person' : 'people'}; whoever has no other way in needs one`,
            ]}
            stays={['The people, and sessions that are open', 'Past events']}
            told={['Nobody']}
          />
        </ConfirmByTyping>
      )}
    </Card>
  )
}
