import { type Kysely, sql } from 'kysely'
import type { TenantId, UserId } from '#contract/ids.ts'
import type { Tables } from '../../tables.ts'
import type { Findable } from '../search-keys.ts'
import { personWords } from './person-words.ts'
import { quoteLexeme } from './quote-lexeme.ts'

/**
 * Makes people findable by what they are called now: to be called, in the same unit, by whatever writes a name, an address or a number. One
 * statement, however many they are. Whoever is forgotten here is found by the beginning of their name at once and by the rest when the
 * fill has come by.
 */
export async function indexPeople(
  { db, base: { tenantId } }: { readonly db: Kysely<Tables>; readonly base: { readonly tenantId: TenantId } },
  people: readonly (Findable & { readonly id: UserId })[],
): Promise<void> {
  if (people.length === 0) return
  const ids = people.map((person) => person.id)
  const words = people.map((person) => personWords(person).map(quoteLexeme).join(' '))
  await sql`
    with done as (
      delete from user_words_due where tenant_id = ${tenantId} and user_id = any(${ids}::uuid[])
    )
    insert into user_words as w (tenant_id, user_id, words)
    select u.tenant_id, u.id, n.words::tsvector || array_to_tsvector(user_facets(u))
    from unnest(${ids}::uuid[], ${words}::text[]) as n (id, words)
    join users u on u.tenant_id = ${tenantId} and u.id = n.id
    on conflict (tenant_id, user_id) do update set words = excluded.words`.execute(db)
}
