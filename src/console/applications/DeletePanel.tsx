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
import { applicationsTexts } from '../texts/applications.ts'

/** Deletes the application once its name is typed. */
export function DeletePanel({ application, onDeleted }: { application: Application; onDeleted: () => void }) {
  const me = useMe()
  const [isAsking, setAsking] = useState(false)
  const remove = useOperationMutation(deleteApplication)
  return (
    <Card title={applicationsTexts.delete.title} id="delete">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-48 text-control text-muted">{applicationsTexts.delete.text}</p>
        <Button
          tone="danger"
          disabledReason={whyNot(me, 'applications:write')}
          onClick={() => setAsking(true)}
        >
          {applicationsTexts.delete.begin}
        </Button>
      </div>
      {isAsking && (
        <ConfirmByTyping
          title={applicationsTexts.delete.heading(application.name)}
          phrase={application.name}
          action={applicationsTexts.delete.action}
          pending={remove.isPending}
          error={remove.error}
          onConfirm={(confirmation) =>
            remove.mutate(
              { params: { applicationId: application.id }, body: { confirmation } },
              {
                onSuccess: () => {
                  notify(applicationsTexts.delete.done(application.name))
                  onDeleted()
                },
              },
            )
          }
          onClose={() => setAsking(false)}
        >
          <Consequences
            stops={[
              applicationsTexts.delete.tokens,
              applicationsTexts.delete.accounts(application.accounts.toLocaleString()),
            ]}
            stays={[applicationsTexts.delete.people, applicationsTexts.delete.events]}
            told={[applicationsTexts.delete.nobody]}
          />
        </ConfirmByTyping>
      )}
    </Card>
  )
}
