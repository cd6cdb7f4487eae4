import type { JsonValue } from '#contract/json.ts'
import { Problem } from '#contract/problem.ts'
import type { SettingSection, SettingValue } from '#contract/settings.ts'
import { record } from '../audit/record.ts'
import { canUsePasskeys } from '../passkeys/relying-party.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { findWaysOfOwners, type OwnersWays } from './owners-ways.sql.ts'
import { forgetSettings, readSetting } from './read-setting.ts'
import { saveSetting } from './settings.sql.ts'

/**
 * Changes one section, of the version that the caller saw. The same values again change and record nothing. It serves from the next
 * unit of work on; sessions and passwords that are there stay as they are.
 *
 * @throws {Problem} `version-mismatch`; as `requireStanding`; `locks-everyone-out` where some owner can sign in now and none could afterwards
 */
export async function updateSetting<S extends SettingSection>(
  work: Work,
  input: { section: S; value: SettingValue<S>; ifMatch: number },
): Promise<{ value: SettingValue<S>; version: number; updatedAt: Date | null }> {
  const { section, value, ifMatch } = input
  const before = await readSetting(work, section)
  const ways = section === 'sign-in' || section === 'password' ? await findWaysOfOwners(work) : []
  const couldSignIn = await someOwnerCan(work, ways)

  const version = await saveSetting(work, { section, value: JSON.stringify(value), seen: ifMatch })
  if (version === undefined) throw new Problem('version-mismatch')
  await requireStanding(work)
  forgetSettings(work)
  if (couldSignIn && !(await someOwnerCan(work, ways))) throw new Problem('locks-everyone-out')

  const changes = changesBetween(before as Values, value as Values)
  // What people wrote is theirs to read in the settings; the log says only that it was changed.
  const told = section === 'texts' ? {} : changes
  if (Object.keys(changes).length > 0) await record(work, 'settings.updated', { section, changes: told })
  work.notify('settings', section)
  return { value, version, updatedAt: work.now }
}

/** Whether any active owner could reach the console by the settings as they stand in this unit. */
async function someOwnerCan(work: Work, owners: readonly OwnersWays[]): Promise<boolean> {
  const { order, secondFactor, passkeyRequiredFor } = await readSetting(work, 'sign-in')
  const { allowed } = await readSetting(work, 'password')
  const asksPasskey = passkeyRequiredFor.includes('owner')
  return owners.some(({ phone, password, passwordAllowed, provider, passkey }) => {
    if (passkey && canUsePasskeys(work.base) && (asksPasskey || order.includes('passkey'))) return true
    // Whoever has none could still open their account page and add one; nobody counts on that.
    if (asksPasskey) return false
    if (order.includes('phone') && phone) return true
    const byPassword = password && (allowed === 'yes' || (allowed === 'per-user' && passwordAllowed))
    const first = (order.includes('password') && byPassword) || (order.includes('provider') && provider)
    return first && (secondFactor === 'none' || phone)
  })
}

type Values = Record<string, JsonValue>

function changesBetween(before: Values, after: Values) {
  const changed = Object.keys(after).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  return Object.fromEntries(
    changed.map((name) => [name, { before: before[name] ?? null, after: after[name] ?? null }]),
  )
}
