import { useState } from 'react'
import { type Application, rotateSecret } from '#contract/applications.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'
import { applicationSecretsTexts } from '../texts/application-secrets.tsx'
import { SecretDialog } from './SecretDialog.tsx'

/** The client secrets, by their last characters; a new one is shown once. */
export function SecretsPanel({ application }: { application: Application }) {
  const me = useMe()
  const [isAsking, setAsking] = useState(false)
  const rotate = useOperationMutation(rotateSecret)
  return (
    <Card
      title={applicationSecretsTexts.title}
      id="secrets"
      flush
      actions={
        <Button
          size="compact"
          disabledReason={whyNot(me, 'applications:write')}
          onClick={() => setAsking(true)}
        >
          {applicationSecretsTexts.rotate}
        </Button>
      }
      empty={application.secrets.length === 0 && applicationSecretsTexts.none}
    >
      <ul>
        {application.secrets.map(({ id, hint, createdAt, expiresAt }) => (
          <li key={id} className="border-t border-line px-4 py-2.5 text-control">
            <p className="font-mono">{applicationSecretsTexts.ending(hint)}</p>
            <p className="text-meta text-muted">
              {expiresAt
                ? applicationSecretsTexts.madeAndEnds(
                    <RelativeTime at={createdAt} />,
                    <RelativeTime at={expiresAt} />,
                  )
                : applicationSecretsTexts.made(<RelativeTime at={createdAt} />)}
            </p>
          </li>
        ))}
      </ul>
      {isAsking && (
        <AlertDialog
          title={applicationSecretsTexts.rotateTitle(application.name)}
          action={applicationSecretsTexts.rotate}
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
          <p>{applicationSecretsTexts.rotateText}</p>
        </AlertDialog>
      )}
      {!isAsking && rotate.data?.secret && (
        <SecretDialog name={application.name} secret={rotate.data.secret} onClose={rotate.reset} />
      )}
    </Card>
  )
}
