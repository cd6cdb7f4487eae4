import type { ProviderKind } from '#contract/providers.ts'
import { Copyable } from '#ui/Copyable.tsx'

interface ProviderAddressesProps {
  kind: ProviderKind
  /** Of OpenID Connect the redirect address; of SAML the assertion consumer service. */
  callbackUrl: string
  acsUrl?: string
  metadataUrl: string | null
}

/** What the provider has to be told of us, ready to copy. */
export function ProviderAddresses({ kind, callbackUrl, acsUrl, metadataUrl }: ProviderAddressesProps) {
  const rows =
    kind === 'saml'
      ? ([
          ['Assertion consumer service', acsUrl ?? callbackUrl],
          ['Entity ID and metadata', metadataUrl ?? ''],
        ] as const)
      : ([['Redirect address', callbackUrl]] as const)
  return (
    <dl className="grid gap-3 text-control">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt className="text-meta text-muted">{name}</dt>
          <dd className="wrap-anywhere">
            <Copyable value={value} what={name.toLowerCase()} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
