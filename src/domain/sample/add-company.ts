import { randomToken } from '#platform/random.ts'
import { createApplication } from '../applications/create-application.ts'
import { createProvider } from '../providers/create-provider.ts'
import type { Work } from '../work.ts'
import { applications, providerIdOf, providerName } from './company.ts'

/** The applications and the provider. The provider is switched off: nobody answers at its address. */
export async function addCompany(work: Work, begunAt: Date): Promise<void> {
  for (const { name, kind, host, access, approvalDigits } of applications) {
    const origin = kind === 'native' ? `com.example.acme.${host}:` : `https://${host}.acme.example`
    await createApplication(work, {
      name,
      kind,
      redirectUris: [`${origin}/signed-in`],
      postLogoutRedirectUris: [`${origin}/`],
      access,
      unknownAddress: 'neutral',
      sessionSeconds: 43_200,
      approvalDigits,
      passkeyRequired: false,
    })
  }
  await createProvider(work, {
    id: providerIdOf(work.base.tenantId, begunAt),
    kind: 'oidc',
    name: providerName,
    enabled: false,
    trusted: true,
    createsUsers: false,
    settings: {
      protocol: 'oidc',
      issuer: 'https://staff.acme.example',
      clientId: 'latchkey',
      scopes: ['email', 'profile'],
    },
    secret: randomToken(32),
  })
}
