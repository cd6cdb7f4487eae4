import { useState } from 'react'
import { type Application, deleteApplication } from '#contract/applications.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'

/** Deletes the application once its name is typed. */
export function DeletePanel({ application, onDeleted }: { application: Application; onDeleted: () => void }) {
  const me = useMe()
  const [isAsking, setAsking] = useState(false)
  const remove = useOperationMutation(deleteApplication)
  return (
    <Card title="Delete" id="delete">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-48 text-control text-muted">
          Nobody can sign in to it afterwards. Can't be undone.
        </p>
        <Button
          tone="danger"
          disabledReason={whyNot(me, 'applications:write')}
          onClick={() => setAsking(true)}
        >
          Delete application…
        </Button>
      </div>
      {isAsking && (
        <ConfirmByTyping
          title={`Delete ${application.name}`}
          phrase={application.name}
          action="Delete application"
          pending={remove.isPending}
          error={remove.error}
          onConfirm={(confirmation) =>
            remove.mutate(
              { params: { applicationId: application.id }, body: { confirmation } },
              {
                onSuccess: () => {
                  notify(`Deleted ${application.name}`)
                  onDeleted()
                },
              },
            )
          }
          onClose={() => setAsking(false)}
        >
          <Consequences
            stops={[
              'Sign-ins to it, and every token it holds',
              `Its ${application.accounts.toLocaleString()} accounts and its secrets`,
            ]}
            stays={['The people, their phones and other accounts', 'Past events']}
            told={['Nobody']}
          />
        </ConfirmByTyping>
      )}
    </Card>
  )
}
