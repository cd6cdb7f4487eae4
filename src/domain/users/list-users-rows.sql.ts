import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { Mark, UserListItem } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { toUser, type UserRow } from './users.sql.ts'

export interface ListRow extends UserRow {
  readonly accounts: number
  readonly devices: number
  readonly nameKey: string
  readonly emailKey: string
}

export const listColumns =
  sql.raw(`u.id, u.first_name, u.last_name, u.name, u.email, u.email_verified, u.mobile, u.personal_email, u.role,
  u.admin_role, u.status, u.deactivated_at, u.deactivation_kind, u.deactivation_reason, u.deactivation_message,
  u.deactivated_until, u.did, u.created_at, u.updated_at, u.last_sign_in_at, u.version, u.name_key, u.email_key,
  u.external_id, u.require_password_reset, u.locked_until, u.removed_at, u.purge_at, u.remove_at, u.termination_asked_at,
  u.has_password, u.active_devices, u.receiving, u.provider_links, u.passkeys`)

export const listCounts = (work: Work) => sql`
  (select count(*)::int from accounts a where a.tenant_id = ${work.base.tenantId} and a.user_id = u.id and a.ended_at is null) as accounts,
  (select count(*)::int from devices d
    where d.tenant_id = ${work.base.tenantId} and d.user_id = u.id and d.state <> 'removed') as devices`

/** The rows of a handful of people, in the order of the ids; whoever went meanwhile is left out. */
export async function listedByIds(work: Work, ids: readonly UserId[]): Promise<ListRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ListRow>`
    select ${listColumns}, ${listCounts(work)} from users u
    where u.tenant_id = ${work.base.tenantId} and u.id = any(${ids}::uuid[])`.execute(work.db)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export function toListItem(
  work: Work,
  row: ListRow,
  found: { marks: Mark[]; exact: UserListItem['exact'] } = { marks: [], exact: null },
): UserListItem {
  const { accounts, devices, nameKey: _name, emailKey: _email, ...rest } = row
  const user = toUser(rest)
  return {
    ...user,
    accounts,
    devices,
    locked: user.lockedUntil !== null && user.lockedUntil > work.now,
    noWayIn:
      user.status !== 'deactivated' &&
      user.activeDevices === 0 &&
      user.passkeys === 0 &&
      !user.hasPassword &&
      user.providerLinks === 0,
    ...found,
  }
}
