import { sql } from 'kysely'
import type { ProviderId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** Sign-ins through providers under these records, newest first, at most `each` of every provider. */
export async function completionsOf(
  work: Work,
  { records, since, each }: { records: readonly UserId[]; since: Date; each: number },
): Promise<{ providerId: ProviderId; at: Date; application: string | null; amr: string[] }[]> {
  const { rows } = await sql<{
    providerId: ProviderId
    at: Date
    application: string | null
    amr: string[]
  }>`
    select e.provider_id, e.at, a.name as application, coalesce(e.amr, '[]'::jsonb) as amr
    from (
      select data->>'providerId' as provider_id, at, id, data->>'applicationId' as application_id, data->'amr' as amr,
        row_number() over (partition by data->>'providerId' order by at desc, id desc) as n
      from audit_events
      where tenant_id = ${work.base.tenantId} and user_id = any(${records}::uuid[]) and at >= ${since}
        and type = 'user.signin.succeeded' and data ? 'providerId'
    ) e
    left join applications a on a.tenant_id = ${work.base.tenantId} and a.id = e.application_id::uuid
    where e.n <= ${each}
    order by e.at desc, e.id desc`.execute(work.db)
  return rows
}

/** When somebody last came through each provider, however long ago, with its name where it still has one. */
export async function lastCompletionsOf(work: Work, records: readonly UserId[]) {
  const { rows } = await sql<{
    providerId: ProviderId
    lastAt: Date
    name: string | null
    kind: 'google' | 'microsoft' | 'okta' | 'oidc' | 'saml' | null
  }>`
    select e.provider_id, e.last_at, p.name, p.kind
    from (
      select data->>'providerId' as provider_id, max(at) as last_at
      from audit_events
      where tenant_id = ${work.base.tenantId} and user_id = any(${records}::uuid[])
        and type = 'user.signin.succeeded' and data ? 'providerId'
      group by 1
    ) e
    left join providers p on p.tenant_id = ${work.base.tenantId} and p.id = e.provider_id::uuid
    order by p.name_key nulls last, e.last_at desc`.execute(work.db)
  return rows
}
