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
import { providersTexts } from '../texts/providers.ts'

/** Deletes the provider once its name is typed. */
export function DeleteProviderPanel({ provider, onDeleted }: { provider: Provider; onDeleted: () => void }) {
  const me = useMe()
  const [isAsking, setAsking] = useState(false)
  const remove = useOperationMutation(deleteProvider, { also: ['users'] })
  const { name, people } = provider
  return (
    <Card title={providersTexts.delete.title} id="delete">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-48 text-control text-muted">{providersTexts.delete.text}</p>
        <Button tone="danger" disabledReason={whyNot(me, 'providers:write')} onClick={() => setAsking(true)}>
          {providersTexts.delete.begin}
        </Button>
      </div>
      {isAsking && (
        <ConfirmByTyping
          title={providersTexts.delete.heading(name)}
          phrase={name}
          action={providersTexts.delete.action}
          pending={remove.isPending}
          error={remove.error}
          onConfirm={(confirmation) =>
            remove.mutate(
              { params: { providerId: provider.id }, body: { confirmation } },
              {
                onSuccess: () => {
                  notify(providersTexts.delete.done(name))
                  onDeleted()
                },
              },
            )
          }
          onClose={() => setAsking(false)}
        >
          <Consequences
            stops={[providersTexts.delete.signIns(name), providersTexts.delete.links(people)]}
            stays={[providersTexts.delete.people, providersTexts.delete.events]}
            told={[providersTexts.delete.nobody]}
          />
        </ConfirmByTyping>
      )}
    </Card>
  )
}
