import { sql } from 'kysely'
import type { TenantId, UserId } from '#contract/ids.ts'
import type { Ground } from '../work.ts'

/** Over all organisations, as the operator: outside of any unit. */
export interface PersonSomewhere {
  readonly tenantId: TenantId
  readonly userId: UserId
  readonly name: string
  readonly email: string
}

/** Whose termination an organisation asked for, oldest first. */
export function askedTerminations(ground: Ground): Promise<(PersonSomewhere & { askedAt: Date })[]> {
  return ground.database.outside
    .selectFrom('users')
    .select(['tenantId', 'id as userId', 'name', 'email', 'terminationAskedAt as askedAt'])
    .where('terminationAskedAt', 'is not', null)
    .orderBy('terminationAskedAt')
    .limit(1000)
    .$narrowType<{ askedAt: Date }>()
    .execute()
}

/** A person of one organisation by their address, and wherever else their identity is known. */
export async function everywhere(
  ground: Ground,
  { tenantId, emailKey }: { tenantId: TenantId; emailKey: string },
): Promise<PersonSomewhere[]> {
  const { rows } = await sql<PersonSomewhere>`
    select o.tenant_id, o.id as user_id, o.name, o.email
    from users u
    join users o on (o.tenant_id = u.tenant_id and o.id = u.id) or o.identity_id = u.identity_id
    where u.tenant_id = ${tenantId} and u.email_key = ${emailKey}
    order by o.tenant_id, o.id`.execute(ground.database.outside)
  return rows
}

/** Whether this is the only active owner of their organisation. */
export async function isLastOwner(ground: Ground, { tenantId, userId }: PersonSomewhere): Promise<boolean> {
  const owners = await ground.database.outside
    .selectFrom('users')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('adminRole', '=', 'owner')
    .where('status', '=', 'active')
    .limit(2)
    .execute()
  return owners.length === 1 && owners[0]?.id === userId
}
