import type { ProviderId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { NewProvider, Provider } from '#contract/providers.ts'
import { newId } from '#platform/id.ts'
import { record } from '../audit/record.ts'
import { nameKey } from '../users/name-key.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { checkSettings } from './check-settings.ts'
import { getProvider } from './get-provider.ts'
import { insertProvider, providersByName } from './providers.sql.ts'
import { sealSecret } from './secret.ts'

const atMost = 50

/**
 * Adds an identity provider.
 *
 * @throws {Problem} `too-many-providers`, `invalid-request` where the settings are not of this kind; as `requireStanding`
 */
export async function createProvider(work: Work, input: NewProvider): Promise<Provider> {
  const { kind, name, enabled, trusted, createsUsers, secret, secretExpiresAt = null } = input
  const settings = checkSettings(kind, input.settings)
  if (kind === 'saml' && secret !== undefined) throw refused(['secret'], 'A SAML provider has no secret')
  await requireStanding(work)
  if ((await providersByName(work)).length >= atMost) throw new Problem('too-many-providers')
  // A new id carries its brand from here on.
  const id = input.id ?? (newId() as ProviderId)
  const inserted = await insertProvider(work, {
    id,
    kind,
    name,
    nameKey: nameKey(name),
    enabled,
    trusted,
    createsUsers,
    settings,
    secretSealed: secret === undefined ? null : sealSecret(work, id, secret),
    secretExpiresAt: secret === undefined ? null : secretExpiresAt,
  })
  if (!inserted) throw refused(['id'], 'There is a provider with this id already')
  await record(work, 'provider.created', { providerId: id, kind })
  work.notify('provider', id)
  return getProvider(work, { providerId: id })
}

function refused(path: string[], message: string): Problem {
  return new Problem('invalid-request', message, { members: { issues: [{ path, message }] } })
}
