import type { ReactNode } from 'react'
import type { Application } from '#contract/applications.ts'
import { Card } from '#ui/Card.tsx'
import { Copyable } from '#ui/Copyable.tsx'

/** What the application's own configuration asks for, ready to copy. */
export function ConnectPanel({ application: { issuer, clientId, kind } }: { application: Application }) {
  const discovery = `${issuer}/.well-known/openid-configuration`
  return (
    <Card title="Connect" id="connect">
      <dl className="grid gap-3 text-control">
        <Setting name="Issuer">
          <Copyable value={issuer} what="issuer" />
        </Setting>
        <Setting name="Client ID">
          <Copyable value={clientId} what="client ID" />
        </Setting>
        <Setting name="Discovery address">
          <Copyable value={discovery} what="discovery address" />
        </Setting>
        <Setting name="Flow">
          {kind === 'machine'
            ? 'Client credentials'
            : 'Authorization code with PKCE (S256); scopes openid profile email'}
        </Setting>
        <Setting name="Client authentication">
          {kind === 'web' || kind === 'machine'
            ? 'Client secret, in the header or the body'
            : 'None: this kind keeps no secret'}
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
