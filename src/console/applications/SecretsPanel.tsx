import { useState } from 'react'
import { type Application, rotateSecret } from '#contract/applications.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'
import { SecretDialog } from './SecretDialog.tsx'

/** The client secrets, by their last characters; a new one is shown once. */
export function SecretsPanel({ application }: { application: Application }) {
  const me = useMe()
  const [isAsking, setAsking] = useState(false)
  const rotate = useOperationMutation(rotateSecret)
  return (
    <Card
      title="Client secrets"
      id="secrets"
      flush
      actions={
        <Button
          size="compact"
          disabledReason={whyNot(me, 'applications:write')}
          onClick={() => setAsking(true)}
        >
          Rotate secret
        </Button>
      }
      empty={application.secrets.length === 0 && 'None. Rotate makes one.'}
    >
      <ul>
        {application.secrets.map(({ id, hint, createdAt, expiresAt }) => (
          <li key={id} className="border-t border-line px-4 py-2.5 text-control">
            <p className="font-mono">…{hint}</p>
            <p className="text-meta text-muted">
              made <RelativeTime at={createdAt} />
              {expiresAt && (
                <>
                  {' · ends '}
                  <RelativeTime at={expiresAt} />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      {isAsking && (
        <AlertDialog
          title={`Rotate the secret of ${application.name}`}
          action="Rotate secret"
          tone="primary"
          pending={rotate.isPending}
          error={rotate.error}
          onConfirm={() =>
            rotate.mutate(
              { params: { applicationId: application.id }, body: {} },
              { onSuccess: () => setAsking(false) },
            )
          }
          onClose={() => setAsking(false)}
        >
          <p>
            You get a new secret, shown once. The present one goes on for 24 hours, so that the application
            can change over.
          </p>
        </AlertDialog>
      )}
      {!isAsking && rotate.data?.secret && (
        <SecretDialog name={application.name} secret={rotate.data.secret} onClose={rotate.reset} />
      )}
    </Card>
  )
}
