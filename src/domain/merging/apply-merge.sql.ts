import { sql } from 'kysely'
import type { LinkId, ProviderId, UserId } from '#contract/ids.ts'
import { passkeyAcr } from '../sign-in/methods.ts'
import type { Work } from '../work.ts'
import type { Holdings } from './merge-facts.sql.ts'

/**
 * One merge touches what many domains keep about a person. It stands here in one piece, so that one can see at a glance that nothing of
 * the source is left behind; a test holds it against every table that knows users.
 */
export interface Pair {
  readonly sourceId: UserId
  readonly targetId: UserId
}

/**
 * Sign-ins that are under way come to nothing. One that is just being finished is passed over: it holds its row and waits for the
 * person's, and when it has that, there is no such person.
 */
export async function endSignIns(work: Work, { sourceId, targetId }: Pair): Promise<void> {
  await sql`
    update sign_ins i set user_id = ${targetId},
      failure = case when open then 'merged' else failure end,
      state = case when open then 'failed' else state end,
      finished_at = case when open then ${work.now} else finished_at end
    from (
      select id, state in ('begun', 'asked') as open from sign_ins
      where tenant_id = ${work.base.tenantId} and user_id = ${sourceId}
      for update skip locked
    ) those
    where i.tenant_id = ${work.base.tenantId} and i.id = those.id`.execute(work.db)
}

/** Setup codes that were not used are void, and restores that are under way end; their record stays. */
export async function endClaims(work: Work, { sourceId, targetId }: Pair): Promise<void> {
  await sql`
    update claims set user_id = ${targetId},
      voided_at = case when spent_at is null then coalesce(voided_at, ${work.now}) else voided_at end
    where tenant_id = ${work.base.tenantId} and user_id = ${sourceId}`.execute(work.db)
  await sql`
    update restores set user_id = ${targetId}, expires_at = least(expires_at, ${work.now})
    where tenant_id = ${work.base.tenantId} and user_id = ${sourceId}`.execute(work.db)
}

/** The open one has ended with everything else that was open; codes under way count no more. */
export async function moveFallbacks(work: Work, { sourceId, targetId }: Pair): Promise<void> {
  await sql`
    update overrides set user_id = ${targetId}
    where tenant_id = ${work.base.tenantId} and user_id = ${sourceId}`.execute(work.db)
  await sql`
    update sign_in_codes set user_id = ${targetId}, voided_at = coalesce(voided_at, ${work.now})
    where tenant_id = ${work.base.tenantId} and user_id = ${sourceId}`.execute(work.db)
}

/** The target's push target stays the one that rings. */
export async function moveDevices(work: Work, { sourceId, targetId }: Pair): Promise<void> {
  await sql`
    update devices set user_id = ${targetId}, push_target = push_target and not exists (
      select from devices t where t.tenant_id = ${work.base.tenantId} and t.user_id = ${targetId} and t.push_target)
    where tenant_id = ${work.base.tenantId} and user_id = ${sourceId}`.execute(work.db)
  // A phone that was lost stays lost, whoever its person is now; and a backup of the identity is one of theirs.
  await sql`
    update users t set
      restore_by_claim = t.restore_by_claim or s.restore_by_claim,
      last_backup_at = greatest(t.last_backup_at, s.last_backup_at)
    from users s
    where t.tenant_id = ${work.base.tenantId} and t.id = ${targetId}
      and s.tenant_id = t.tenant_id and s.id = ${sourceId}`.execute(work.db)
}

/** What those applications hold under the source's subject ends with it. */
export async function endAccounts(
  work: Work,
  sourceId: UserId,
  ended: readonly { id: string; clientId: string }[],
): Promise<void> {
  if (ended.length === 0) return
  await sql`
    delete from oidc_items
    where tenant_id = ${work.base.tenantId} and user_id = ${sourceId}
      and client_id = any(${ended.map(({ clientId }) => clientId)}::text[])`.execute(work.db)
  await sql`
    delete from accounts
    where tenant_id = ${work.base.tenantId} and id = any(${ended.map(({ id }) => id)}::uuid[])`.execute(
    work.db,
  )
}

/** The source was removed from those applications, and so the survivor is. */
export async function barAccounts(
  work: Work,
  targetId: UserId,
  barred: readonly { id: string; clientId: string }[],
): Promise<void> {
  if (barred.length === 0) return
  await sql`
    delete from oidc_items
    where tenant_id = ${work.base.tenantId} and user_id = ${targetId}
      and client_id = any(${barred.map(({ clientId }) => clientId)}::text[])`.execute(work.db)
  await sql`
    update accounts set ended_at = ${work.now}
    where tenant_id = ${work.base.tenantId} and id = any(${barred.map(({ id }) => id)}::uuid[])`.execute(
    work.db,
  )
}

/** Each keeps its subject: the application goes on seeing the same person. */
export async function moveAccounts(
  work: Work,
  { sourceId, targetId }: Pair,
  did: string | null,
): Promise<void> {
  await sql`
    update accounts set user_id = ${targetId}, did = ${did}
    where tenant_id = ${work.base.tenantId} and user_id = ${sourceId}`.execute(work.db)
}

/** Grants and tokens name their person twice. */
export async function moveTokens(work: Work, { sourceId, targetId }: Pair): Promise<void> {
  await sql`
    update oidc_items
    set user_id = ${targetId}, payload = jsonb_set(payload, '{accountId}', to_jsonb(${targetId}::text), false)
    where tenant_id = ${work.base.tenantId} and user_id = ${sourceId}`.execute(work.db)
}

export async function moveKnownBrowsers(work: Work, { sourceId, targetId }: Pair): Promise<void> {
  await sql`
    insert into known_browsers as k (tenant_id, user_id, browser_hash, country, first_at, last_at)
    select tenant_id, ${targetId}, browser_hash, country, first_at, last_at from known_browsers
    where tenant_id = ${work.base.tenantId} and user_id = ${sourceId}
    on conflict (tenant_id, user_id, browser_hash) do update
    set first_at = least(k.first_at, excluded.first_at), last_at = greatest(k.last_at, excluded.last_at)`.execute(
    work.db,
  )
}

export async function moveLinks(
  work: Work,
  { sourceId, targetId }: Pair,
): Promise<{ id: LinkId; providerId: ProviderId }[]> {
  const { rows } = await sql<{ id: LinkId; providerId: ProviderId }>`
    update provider_links set user_id = ${targetId}, linked_by = 'merge'
    where tenant_id = ${work.base.tenantId} and user_id = ${sourceId}
    returning id, provider_id`.execute(work.db)
  return rows
}

/**
 * As a copy, since what counts a person's ways in looks at passwords that come and go; the source's goes with its row. Together with what
 * was asked of it: to be replaced at the next sign-in, and to be there at all.
 */
export async function movePassword(work: Work, { sourceId, targetId }: Pair): Promise<void> {
  const { tenantId } = work.base
  await sql`
    insert into passwords (tenant_id, user_id, hash, pepper_id, temporary, expires_at, used_at, set_at, verified_at, version)
    select tenant_id, ${targetId}, hash, pepper_id, temporary, expires_at, used_at, set_at, verified_at, version + 1 from passwords
    where tenant_id = ${tenantId} and user_id = ${sourceId}`.execute(work.db)
  await sql`
    update users t set
      require_password_reset = t.require_password_reset or s.require_password_reset,
      password_allowed = t.password_allowed or s.password_allowed
    from users s
    where t.tenant_id = ${tenantId} and t.id = ${targetId} and s.tenant_id = ${tenantId} and s.id = ${sourceId}`.execute(
    work.db,
  )
}

/**
 * A person has one open case of a kind at most: what the source's counted goes to the target's, and the source's is over. A pause of pushes
 * that a report began goes on for the target.
 */
export async function moveCases(work: Work, { sourceId, targetId }: Pair): Promise<void> {
  const { tenantId } = work.base
  await sql`
    with pairs as (
      select s.id as source_case, t.id as target_case, s.reports, s.last_report_at
      from cases s join cases t on t.tenant_id = s.tenant_id and t.kind = s.kind
      where s.tenant_id = ${tenantId} and s.user_id = ${sourceId} and s.state = 'open'
        and t.user_id = ${targetId} and t.state = 'open'
    ), counted as (
      update cases c set reports = c.reports + pairs.reports, last_report_at = greatest(c.last_report_at, pairs.last_report_at)
      from pairs where c.tenant_id = ${tenantId} and c.id = pairs.target_case
    )
    update cases c set state = 'closed', closed_at = ${work.now}, note = 'Goes on in the case of the user that this one was merged into'
    from pairs where c.tenant_id = ${tenantId} and c.id = pairs.source_case`.execute(work.db)
  await sql`update cases set user_id = ${targetId} where tenant_id = ${tenantId} and user_id = ${sourceId}`.execute(
    work.db,
  )
  await sql`
    update users t set pushes_paused_until = s.pushes_paused_until, pushes_paused_why = s.pushes_paused_why
    from users s
    where t.tenant_id = ${tenantId} and t.id = ${targetId} and s.tenant_id = ${tenantId} and s.id = ${sourceId}
      and s.pushes_paused_why = 'report' and s.pushes_paused_until > coalesce(t.pushes_paused_until, ${work.now})`.execute(
    work.db,
  )
}

/** What explains the past, and what was refused in it. */
export async function moveHistory(work: Work, { sourceId, targetId }: Pair): Promise<void> {
  const { tenantId } = work.base
  for (const table of [
    'sessions',
    'devices',
    'approval_requests',
    'password_history',
    'blocked_links',
    'saved_views',
  ]) {
    await sql`
      update ${sql.table(table)} set user_id = ${targetId}
      where tenant_id = ${tenantId} and user_id = ${sourceId}`.execute(work.db)
  }
  await sql`delete from known_browsers where tenant_id = ${tenantId} and user_id = ${sourceId}`.execute(
    work.db,
  )
}

/**
 * What a password proved for somebody without a phone or a passkey proves nothing for somebody who has one: the next risky act asks for it.
 * A session that a phone or a passkey began keeps its proof.
 */
export async function endWeakProofs(work: Work, { targetId }: Pair): Promise<void> {
  const { tenantId } = work.base
  await sql`
    update sessions set proved_at = to_timestamp(0)
    where tenant_id = ${tenantId} and user_id = ${targetId} and device_id is null and ended_at is null
      and acr <> ${passkeyAcr}
      and (
        exists (select from devices where tenant_id = ${tenantId} and user_id = ${targetId} and state = 'active')
        or exists (select from passkeys where tenant_id = ${tenantId} and user_id = ${targetId}))`.execute(
    work.db,
  )
}

/** Nobody is left who has that identity here; elsewhere it may be somebody's. Their phone can be enrolled again. */
export async function leaveIdentity(work: Work, sourceId: UserId): Promise<void> {
  const { rows } = await sql<{ identityId: string | null }>`
    update users u set identity_id = null, did = null
    from (select identity_id from users where tenant_id = ${work.base.tenantId} and id = ${sourceId}) was
    where u.tenant_id = ${work.base.tenantId} and u.id = ${sourceId}
    returning was.identity_id`.execute(work.db)
  const identityId = rows[0]?.identityId
  if (!identityId) return
  await sql`
    delete from identities
    where id = ${identityId} and other_tenants_of(${identityId}) = 0
      and not exists (select from users where tenant_id = ${work.base.tenantId} and identity_id = ${identityId})`.execute(
    work.db,
  )
}

/** The row goes, with whatever is of no use without it: links by mail, changes of address, receipts, a password that did not move. */
export async function deleteSource(
  work: Work,
  { sourceId, targetId }: Pair,
  { activates }: { activates: boolean },
): Promise<void> {
  const { tenantId } = work.base
  await sql`
    update users t set
      status = ${activates ? sql`'active'` : sql`t.status`},
      last_sign_in_at = greatest(t.last_sign_in_at, s.last_sign_in_at),
      updated_at = ${work.now}, version = t.version + 1
    from users s
    where t.tenant_id = ${tenantId} and t.id = ${targetId} and s.tenant_id = ${tenantId} and s.id = ${sourceId}`.execute(
    work.db,
  )
  // Apart from the row: addresses would go with it.
  await sql`
    update user_emails set user_id = ${targetId}
    where tenant_id = ${tenantId} and user_id = ${sourceId}`.execute(work.db)
  await sql`delete from users where tenant_id = ${tenantId} and id = ${sourceId}`.execute(work.db)
}

export async function moveAddresses(
  work: Work,
  { targetId }: Pair,
  aliases: Holdings['addresses'],
): Promise<void> {
  if (aliases.length === 0) return
  await work.db
    .insertInto('userEmails')
    .values(
      aliases.map(({ email, emailKey }) => ({
        tenantId: work.base.tenantId,
        userId: targetId,
        email,
        emailKey,
        verifiedAt: work.now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenantId', 'emailKey']).doNothing())
    .execute()
}

/** The old id leads to the survivor, and so does every one that led to the source. */
export async function writeTombstone(work: Work, { sourceId, targetId }: Pair): Promise<void> {
  const { tenantId } = work.base
  await sql`
    update user_tombstones set survivor_id = ${targetId}
    where tenant_id = ${tenantId} and survivor_id = ${sourceId}`.execute(work.db)
  await sql`
    insert into user_tombstones (tenant_id, user_id, why, survivor_id, at)
    values (${tenantId}, ${sourceId}, 'merged', ${targetId}, ${work.now})`.execute(work.db)
}
