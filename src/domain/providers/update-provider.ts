import { createHash } from 'node:crypto'
import type { ProviderId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Provider, ProviderChange, ProviderSettings } from '#contract/providers.ts'
import { record } from '../audit/record.ts'
import { nameKey } from '../users/name-key.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { authorityOf, checkSettings } from './check-settings.ts'
import { getProvider } from './get-provider.ts'
import { countPeople, lockProvider, type ProviderRow, saveProvider } from './providers.sql.ts'
import { sealSecret } from './secret.ts'

/**
 * Changes a provider, of the version that the caller saw. A secret that is left out stays; the same again changes and records nothing.
 *
 * While people are linked, whose names the subjects are cannot change: under another issuer the same subject is another person.
 *
 * @throws {Problem} `provider-not-found`, `version-mismatch`, `invalid-request`; as `requireStanding`
 */
export async function updateProvider(
  work: Work,
  { providerId, change, ifMatch }: { providerId: ProviderId; change: ProviderChange; ifMatch: number },
): Promise<Provider> {
  const before = await lockProvider(work, providerId)
  await requireStanding(work)
  if (!before) throw new Problem('provider-not-found')
  if (before.version !== ifMatch) throw new Problem('version-mismatch')
  const settings = checkSettings(before.kind, change.settings)
  if (authorityOf(settings) !== authorityOf(before.settings)) await requireNobodyLinked(work, before)
  const { name, enabled, trusted, createsUsers, secret } = change
  if (before.kind === 'saml' && secret !== undefined)
    throw refused(['secret'], 'A SAML provider has no secret')
  const secretExpiresAt =
    change.secretExpiresAt === undefined
      ? secret === undefined
        ? before.secretExpiresAt
        : null
      : change.secretExpiresAt
  const after = { name, enabled, trusted, createsUsers, settings, secretExpiresAt }
  const changes = differences(before, after, secret !== undefined)
  if (Object.keys(changes).length > 0) {
    await saveProvider(work, providerId, {
      ...after,
      nameKey: nameKey(name),
      secretSealed: secret === undefined ? before.secretSealed : sealSecret(work, providerId, secret),
    })
    await record(work, 'provider.updated', { providerId, changes })
    work.notify('provider', providerId)
  }
  return getProvider(work, { providerId })
}

async function requireNobodyLinked(work: Work, { id, settings }: ProviderRow): Promise<void> {
  const people = (await countPeople(work, [id])).get(id) ?? 0
  if (people === 0) return
  const field = settings.protocol === 'saml' ? 'entityId' : 'issuer'
  throw refused(
    ['settings', field],
    `${people === 1 ? 'One person is' : `${people} people are`} linked under the present one. Add a new provider instead.`,
  )
}

type Facts = Pick<
  ProviderRow,
  'name' | 'enabled' | 'trusted' | 'createsUsers' | 'settings' | 'secretExpiresAt'
>

/** Each field that differs. Of the secret only that there is another; certificates by their fingerprints. */
function differences(before: Facts, after: Facts, newSecret: boolean) {
  const [old, now] = [flat(before), flat(after)]
  const changes: Record<string, { before: unknown; after: unknown }> = {}
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (JSON.stringify(old[name]) !== JSON.stringify(now[name]))
      changes[name] = { before: old[name] ?? null, after: now[name] ?? null }
  }
  if (newSecret) changes['secret'] = { before: null, after: 'replaced' }
  return changes
}

function flat({ settings, secretExpiresAt, ...fields }: Facts): Record<string, unknown> {
  const { name, enabled, trusted, createsUsers } = fields
  return {
    name,
    enabled,
    trusted,
    createsUsers,
    secretExpiresAt: secretExpiresAt?.toISOString() ?? null,
    ...flatSettings(settings),
  }
}

const flatSettings = (settings: ProviderSettings) =>
  settings.protocol === 'saml'
    ? { ...settings, certificates: settings.certificates.map(fingerprint) }
    : { ...settings }

const fingerprint = (pem: string) => createHash('sha256').update(pem).digest('hex').slice(0, 16)

function refused(path: string[], message: string): Problem {
  return new Problem('invalid-request', message, { members: { issues: [{ path, message }] } })
}
