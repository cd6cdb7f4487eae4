import type { ProviderKind } from '#contract/providers.ts'
import { Copyable } from '#ui/Copyable.tsx'
import { providersTexts } from '../texts/providers.ts'

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
          [providersTexts.addresses.acs, acsUrl ?? callbackUrl],
          [providersTexts.addresses.entityId, metadataUrl ?? ''],
        ] as const)
      : ([[providersTexts.addresses.redirect, callbackUrl]] as const)
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
