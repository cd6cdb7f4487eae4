import { sql } from 'kysely'
import { surfaceRoots } from '#contract/client.ts'
import type { Operation } from '#contract/operation.ts'
import { operations } from '#contract/operations.ts'
import { newId as anyId } from '#platform/id.ts'
import { fillPerson } from '../full-person.ts'
import type { House, TestUser } from '../harness.ts'
import { askFor } from '../phone-harness.ts'

/** What a person has, by the names that paths have for it. */
export interface Belongings {
  readonly userId: string
  readonly sessionId: string
  readonly deviceId: string
  readonly applicationId: string
  readonly requestId: string
  readonly providerId: string
  readonly linkId: string
  readonly jobId: string
  readonly savedViewId: string
  readonly passkeyId: string
  readonly overrideId: string
  readonly caseId: string
  /** Of one of their sign-ins: what they would read out. */
  readonly reference: string
}

/** Gives a person something of everything, and says what it is called. `by` is an owner of the same organisation. */
export async function equip(house: House, user: TestUser, by: TestUser): Promise<Belongings> {
  await fillPerson(house, user, by)
  const newest = async (table: string, where: string, column = 'id') => {
    const { rows } = await sql<{ found: string }>`
      select ${sql.ref(column)}::text as found from ${sql.table(table)}
      where tenant_id = ${user.tenancy.tenantId} and ${sql.ref(where)} = ${user.id}::uuid limit 1`.execute(
      house.db,
    )
    const [row] = rows
    if (!row) throw new Error(`they have nothing in ${table}`)
    return row.found
  }
  return {
    userId: user.id,
    sessionId: await newest('sessions', 'user_id'),
    deviceId: await newest('devices', 'user_id'),
    applicationId: await newest('accounts', 'user_id', 'application_id'),
    requestId: (await askFor(house, user)).id,
    providerId: await newest('provider_links', 'user_id', 'provider_id'),
    linkId: await newest('provider_links', 'user_id'),
    jobId: await newest('job_rows', 'user_id', 'job_id'),
    savedViewId: await newest('saved_views', 'user_id'),
    passkeyId: await newest('passkeys', 'user_id'),
    overrideId: await newest('overrides', 'user_id'),
    caseId: await newest('cases', 'user_id'),
    reference: await newest('sign_ins', 'user_id', 'reference'),
  }
}

export const ofApi: [string, Operation][] = [...operations].filter(
  ([, operation]) => (operation.surface ?? 'api') === 'api',
)

const provider = {
  name: 'Okta',
  enabled: true,
  trusted: false,
  createsUsers: false,
  settings: { protocol: 'oidc', issuer: 'https://id.example.com', clientId: 'latchkey' },
}
const application = {
  name: 'Wiki',
  redirectUris: [],
  postLogoutRedirectUris: [],
  access: 'everyone',
  unknownAddress: 'neutral',
  sessionSeconds: 3600,
  approvalDigits: 2,
  passkeyRequired: false,
}

/** A body that each operation takes, about these belongings wherever it can name any. */
export const bodiesAbout = (of: Partial<Belongings>, email: string): Record<string, object> => ({
  createUser: { firstName: 'Kim', lastName: 'Lee', email, sendWelcomeEmail: false },
  updateUser: { firstName: 'Mallory', adminRole: null },
  deactivateUser: { kind: 'suspension' },
  endAccount: { deactivateIfLast: true },
  issueClaim: { kind: 'screen' },
  removeDevice: { confirmation: 'remove device' },
  renameDevice: { name: 'Mine' },
  confirmDevice: { shortCode: '123456' },
  unregisterAllDevices: { confirmation: 'unregister all devices', reason: 'No reason' },
  reportLostPhone: {
    path: 'unregister',
    deviceId: null,
    confirmation: 'unregister all devices',
    evidence: 'None',
    next: 'override',
  },
  createApplication: { ...application, kind: 'web' },
  updateApplication: { ...application, enabled: true },
  deleteApplication: { confirmation: 'Wiki' },
  changeEmail: { email: 'thief@example.com', kind: 'primary' },
  removeEmail: { email: 'further@example.com' },
  requirePasswordReset: { required: true },
  allowPassword: { allowed: true },
  deleteUser: { confirmation: email },
  terminateUser: { confirmation: email },
  previewMerge: { targetId: anyId() },
  mergeUsers: { targetId: anyId(), stamp: 'stamp', confirmation: email },
  diagnoseSignIn: { userId: of.userId },
  previewJob: { act: { act: 'revoke-sessions' }, selection: { userIds: [of.userId] } },
  createJob: { act: { act: 'revoke-sessions' }, selection: { userIds: [of.userId] } },
  steerJob: { state: 'paused' },
  saveView: { name: 'Locked', query: 'status=locked' },
  createProvider: { kind: 'oidc', ...provider },
  updateProvider: provider,
  deleteProvider: { confirmation: 'Okta' },
  updateSignInPolicy: { order: ['phone'] },
  revokeEverySession: { confirmation: 'Northwind' },
  changeOwnEmail: { email, kind: 'alias' },
  removeOwnEmail: { email: 'further@example.com' },
  stepUpByPassword: { password: 'correct horse battery staple' },
  setOwnPassword: { password: 'correct horse battery staple' },
  removeOwnDevice: { confirmation: 'remove device' },
  renameOwnDevice: { name: 'Mine' },
  renameOwnPasskey: { name: 'Mine' },
  issueOverride: { reason: 'No reason' },
  closeCase: { note: 'Nothing to see' },
  beginOwnLink: { providerId: of.providerId },
  beginStepUp: { reason: 'Remove a device' },
})

/** Calls an operation by what it is called, as that person's browser would. */
export function call(
  house: House,
  [id, operation]: [string, Operation],
  of: Partial<Belongings>,
  { by, email = 'new@example.com', body }: { by?: TestUser; email?: string; body?: object },
): Promise<Response> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: keyof Belongings) => of[name] ?? '')
  const sent = body ?? bodiesAbout(of, email)[id] ?? {}
  const query = new URLSearchParams(Object.entries(sent).map(([name, value]) => [name, String(value)]))
  const isGet = operation.method === 'GET'
  return house.request(
    `${surfaceRoots.api}${path}${isGet && query.size > 0 ? `?${query}` : ''}`,
    {
      method: operation.method,
      headers: {
        ...(!isGet && { 'content-type': 'application/json' }),
        ...(operation.ifMatch && { 'if-match': '"1"' }),
      },
      ...(!isGet && { body: JSON.stringify(sent) }),
    },
    by,
  )
}

export const operationOf = (id: string): [string, Operation] => {
  const found = ofApi.find(([name]) => name === id)
  if (!found) throw new Error(`there is no operation ${id}`)
  return found
}

export async function codeOf(response: Response): Promise<string> {
  if (response.ok) return 'ok'
  const { type } = (await response.json()) as { type: string }
  return type.replace('/problems/', '')
}

/** What every table holds, but what a request leaves behind by being asked: counted tries, and when a session was used last. */
export async function everything(house: House): Promise<Record<string, unknown>> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not in ('schema_migrations', 'limits', 'failed_tries', 'idempotency_keys')
    order by 1`.execute(house.db)
  const held: Record<string, unknown> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select (to_jsonb(t) - 'last_active_at')::text as row from ${sql.table(name)} t order by 1`.execute(
      house.db,
    )
    held[name] = rows.map(({ row }) => row)
  }
  return held
}
