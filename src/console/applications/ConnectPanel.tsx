import type { ReactNode } from 'react'
import type { Application } from '#contract/applications.ts'
import { Card } from '#ui/Card.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { applicationsTexts } from '../texts/applications.ts'

/** What the application's own configuration asks for, ready to copy. */
export function ConnectPanel({ application: { issuer, clientId, kind } }: { application: Application }) {
  const discovery = `${issuer}/.well-known/openid-configuration`
  return (
    <Card title={applicationsTexts.connect.title} id="connect">
      <dl className="grid gap-3 text-control">
        <Setting name={applicationsTexts.connect.issuer}>
          <Copyable value={issuer} what={applicationsTexts.connect.copied.issuer} />
        </Setting>
        <Setting name={applicationsTexts.connect.clientId}>
          <Copyable value={clientId} what={applicationsTexts.connect.copied.clientId} />
        </Setting>
        <Setting name={applicationsTexts.connect.discovery}>
          <Copyable value={discovery} what={applicationsTexts.connect.copied.discovery} />
        </Setting>
        <Setting name={applicationsTexts.connect.flow}>
          {kind === 'machine' ? applicationsTexts.connect.machineFlow : applicationsTexts.connect.codeFlow}
        </Setting>
        <Setting name={applicationsTexts.connect.authentication}>
          {kind === 'web' || kind === 'machine'
            ? applicationsTexts.connect.secret
            : applicationsTexts.connect.noSecret}
        </Setting>
      </dl>
    </Card>
  )
}

const Setting = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt className="text-meta text-muted">{name}</dt>
    <dd className="wrap-anywhere">{children}</dd>
  </div>
)
