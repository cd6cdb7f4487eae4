import { sql } from 'kysely'
import { createApplication } from '#domain/applications/create-application.ts'
import { newId } from '#platform/id.ts'
import type { House, TestUser } from './harness.ts'

/** Gives a person something of everything that is kept about people: a row in every table with a `user_id`. */
export async function fillPerson(house: House, user: TestUser, owner: TestUser): Promise<void> {
  const { db } = house
  const { tenantId } = user.tenancy
  const now = house.now
  const soon = new Date(now.getTime() + 3_600_000)
  const bytes = Buffer.from(newId())
  const { application } = await house.work(owner, (work) =>
    createApplication(work, {
      name: `Payroll ${newId().slice(-6)}`,
      kind: 'web',
      redirectUris: ['https://payroll.example/callback'],
      postLogoutRedirectUris: [],
      access: 'everyone',
      unknownAddress: 'neutral',
      sessionSeconds: 3600,
      approvalDigits: 2,
      passkeyRequired: false,
    }),
  )
  const { id: sessionId } = await house.addSession(user.id, { tenancy: user.tenancy, userAgent: chrome })
  const [device, claim, provider, job] = [newId(), newId(), newId(), newId()]
  const request = newId().replaceAll('-', '').slice(-22)
  const statements = [
    sql`insert into accounts (tenant_id, id, user_id, application_id, subject, status, created_at)
      values (${tenantId}, ${newId()}, ${user.id}, ${application.id}, ${newId()}, 'active', ${now})`,
    sql`insert into devices (tenant_id, id, user_id, jkt, public_jwk, did, state, name, platform, push_state, pin_mac, enrolled_at, last_active_at)
      values (${tenantId}, ${device}, ${user.id}, ${newId()}, '{}', 'did:key:z', 'active', 'Secret name', 'android', 'none', ${bytes}, ${now}, ${now})`,
    sql`insert into claims (tenant_id, id, user_id, purpose, kind, token_hash, issued_at, expires_at)
      values (${tenantId}, ${claim}, ${user.id}, 'add', 'mail', ${bytes}, ${now}, ${soon})`,
    sql`insert into restores (tenant_id, id, did, nonce, user_id, created_at, expires_at)
      values (${tenantId}, ${newId()}, 'did:key:z', 'n', ${user.id}, ${now}, ${soon})`,
    sql`insert into enrolments (tenant_id, id, claim_id, claim_hash, nonce, created_at, expires_at)
      values (${tenantId}, ${newId()}, ${claim}, ${bytes}, 'n', ${now}, ${soon})`,
    sql`insert into sign_ins (tenant_id, id, reference, browser_hash, resume, state, user_id, ip, user_agent, created_at, expires_at)
      values (${tenantId}, ${newId()}, ${newId()}, ${bytes}, '{}', 'failed', ${user.id}, '127.0.0.1', 'test', ${now}, ${soon})`,
    sql`insert into approval_requests (tenant_id, id, user_id, address_mac, action, application_name, browser_hash, known_browser, new_place,
        ip, user_agent, number_sealed, digits, q_sealed, q_hash, state, pushed, issued_at, expires_at)
      values (${tenantId}, ${request}, ${user.id}, ${bytes}, 'sign-in', 'Payroll', ${bytes}, true, false,
        '127.0.0.1', 'test', ${bytes}, 2, ${bytes}, ${bytes}, 'pending', false, ${now}, ${soon})`,
    sql`insert into challenges (tenant_id, request_id, device_id, challenge_hash, fetched_at)
      values (${tenantId}, ${request}, ${device}, 'hash', ${now})`,
    sql`insert into known_browsers (tenant_id, user_id, browser_hash, first_at, last_at)
      values (${tenantId}, ${user.id}, ${bytes}, ${now}, ${now})`,
    sql`insert into oidc_items (tenant_id, model, id, session_id, user_id, client_id, payload, expires_at)
      values (${tenantId}, 'AccessToken', ${bytes}, ${sessionId}, ${user.id}, ${application.clientId}, '{}', ${soon})`,
    sql`insert into user_emails (tenant_id, email_key, email, user_id, verified_at)
      values (${tenantId}, ${`further-${newId()}@example.com`}, 'further@example.com', ${user.id}, ${now})`,
    sql`insert into email_changes (tenant_id, id, user_id, kind, email, email_key, token_hash, requested_at, expires_at)
      values (${tenantId}, ${newId()}, ${user.id}, 'alias', 'later@example.com', 'later@example.com', ${bytes}, ${now}, ${soon})`,
    sql`insert into passwords (tenant_id, user_id, hash, pepper_id, set_at)
      values (${tenantId}, ${user.id}, 'secret-hash', 'p', ${now})`,
    sql`insert into password_history (tenant_id, user_id, id, hash, pepper_id, at)
      values (${tenantId}, ${user.id}, ${newId()}, 'secret-hash', 'p', ${now})`,
    sql`insert into password_links (tenant_id, id, user_id, purpose, token_hash, email_key, issued_at, expires_at)
      values (${tenantId}, ${newId()}, ${user.id}, 'set', ${bytes}, ${user.email}, ${now}, ${soon})`,
    sql`insert into passkeys (tenant_id, id, user_id, credential_id, public_key, counter, synced, transports, name, created_at)
      values (${tenantId}, ${newId()}, ${user.id}, ${newId()}, ${bytes}, 0, true, '{}', 'Secret name', ${now})`,
    sql`insert into overrides (tenant_id, id, user_id, code_hash, reason, issued_by, issued_at, expires_at)
      values (${tenantId}, ${newId()}, ${user.id}, ${bytes}, 'No phone', ${owner.id}, ${now}, ${soon})`,
    sql`insert into sign_in_codes (tenant_id, id, sign_in_id, user_id, method, code_mac, sent_at, expires_at)
      values (${tenantId}, ${newId()}, ${newId()}, ${user.id}, 'mail', ${bytes}, ${now}, ${soon})`,
    sql`insert into providers (tenant_id, id, kind, name, name_key, enabled, trusted, creates_users, settings, created_at, updated_at)
      values (${tenantId}, ${provider}, 'oidc', 'Upstream', 'upstream', true, true, false, '{}', ${now}, ${now})`,
    sql`insert into provider_links (tenant_id, id, provider_id, user_id, subject, linked_at, linked_by)
      values (${tenantId}, ${newId()}, ${provider}, ${user.id}, 'upstream-subject', ${now}, 'proof')`,
    sql`insert into blocked_links (tenant_id, provider_id, subject, user_id, blocked_at)
      values (${tenantId}, ${provider}, 'blocked', ${user.id}, ${now})`,
    sql`insert into deactivation_receipts (tenant_id, id, user_id, at, items)
      values (${tenantId}, ${newId()}, ${user.id}, ${now}, '[]')`,
    sql`insert into cases (tenant_id, id, kind, state, user_id, request_id, opened_at, last_report_at)
      values (${tenantId}, ${newId()}, 'sign-in-reported', 'open', ${user.id}, ${request}, ${now}, ${now})`,
    sql`insert into saved_views (tenant_id, id, user_id, name, query, created_at)
      values (${tenantId}, ${newId()}, ${user.id}, 'Mine', 'q=x', ${now})`,
    sql`insert into jobs (tenant_id, id, kind, state, input, created_by, total, created_at, updated_at)
      values (${tenantId}, ${job}, 'verify-email', 'running', '{}', ${owner.id}, 1, ${now}, ${now})`,
    sql`insert into job_rows (tenant_id, job_id, n, user_id, state) values (${tenantId}, ${job}, 1, ${user.id}, 'waiting')`,
    sql`insert into user_words (tenant_id, user_id, words) values (${tenantId}, ${user.id}, ''::tsvector) on conflict do nothing`,
    sql`insert into user_words_due (tenant_id, user_id) values (${tenantId}, ${user.id}) on conflict do nothing`,
  ]
  for (const statement of statements) await statement.execute(db)
}

/** The tables with a `user_id`, each with whether it holds this one. */
export async function tablesHolding(house: House, userId: string): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attname = 'user_id' and not a.attisdropped
    order by 1`.execute(house.db)
  const holding = new Map<string, boolean>()
  for (const { name } of rows) {
    const found = await sql`select from ${sql.table(name)} where user_id = ${userId}::uuid limit 1`.execute(
      house.db,
    )
    holding.set(name, found.rows.length > 0)
  }
  return holding
}

const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
