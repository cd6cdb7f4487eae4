import * as z from 'zod/mini'
import type { ProblemCode } from '#contract/problem.ts'
import { type SettingValue, settingSections } from '#contract/settings.ts'
import type { Tenancy } from '#domain/work.ts'
import { makeBackup } from '#phone/backup.ts'
import { type BackupSecret, readSealedBackup } from '#phone/backup-container.ts'
import { enrol, openClaimAt } from '#phone/enrol.ts'
import type { Identity } from '#phone/key-store.ts'
import { makeRecoveryCode } from '#phone/recovery-code.ts'
import { askProof, type BegunRestore, beginRestore, openBackup, showProof } from '#phone/restore.ts'
import { checkStatus } from '#phone/status.ts'
import type { House } from './harness.ts'
import {
  choicesOf,
  createPhone,
  type Enrolled,
  type EnrolOptions,
  enrolPhone,
  somePush,
  type TestPhone,
} from './phone-harness.ts'

/** What the organisation decided about phones; the rest is as by default. */
export async function setDevicePolicy(
  house: House,
  policy: Partial<SettingValue<'devices'>>,
  { tenantId }: Tenancy = house.tenancy,
): Promise<void> {
  const value = JSON.stringify({ ...z.parse(settingSections.devices, {}), ...policy })
  await house.db
    .insertInto('tenantSettings')
    .values({ tenantId, section: 'devices', value, updatedAt: house.now })
    .onConflict((conflict) => conflict.columns(['tenantId', 'section']).doUpdateSet({ value }))
    .execute()
}

/** A backup of a phone, opened on another: what whoever holds the picture and its code has. */
export async function backedUp(
  house: House,
  { phone, verification }: Enrolled,
): Promise<{ phone: TestPhone; identity: Identity }> {
  const secret: BackupSecret = { kind: 'code', code: makeRecoveryCode() }
  const { container } = await makeBackup(phone, secret, () => verification)
  const next = createPhone(house)
  const { identities } = await openBackup(next, readSealedBackup(container), secret)
  const [identity] = identities
  if (!identity) throw new Error('a backup has an identity')
  return { phone: next, identity }
}

/** The code in the latest mail. */
export async function mailedCode(house: House): Promise<string> {
  const code = (await house.mails())
    .map(({ text }) => /\b(\d{3} \d{3})\b/.exec(text)?.[1])
    .findLast((found) => found !== undefined)
  if (!code) throw new Error('no mail has a code')
  return code
}

/** Begins a restore and shows the code of the mail; gives the claim that it earned. */
export async function earnClaim(
  house: House,
  { phone, identity }: { phone: TestPhone; identity: Identity },
  iss = house.tenancy.baseUrl,
): Promise<{ begun: BegunRestore; claim: string }> {
  const begun = await beginRestore(phone, identity, iss)
  await askProof(phone, begun, 'mail')
  const shown = await showProof(phone, begun, 'mail', await mailedCode(house))
  if (shown.state !== 'proved') throw new Error('the code of the mail proves it')
  return { begun, claim: shown.claim }
}

/** Enrols a phone with the identity of a backup, by a claim. */
export async function enrolRestored(
  house: House,
  { phone, identity }: { phone: TestPhone; identity: Identity },
  claim: string,
  options: EnrolOptions & { iss?: string } = {},
): Promise<Enrolled> {
  const { iss = house.tenancy.baseUrl } = options
  const opened = await openClaimAt(phone, iss, claim)
  const choices = choicesOf(phone, { ...options, identity: { kind: 'restored', identity } })
  const enrolment = await enrol(phone, opened, choices)
  return { phone, enrolment, verification: phone.authenticator.verification }
}

/** What a call that is refused rejects with. */
export const refused = (code: ProblemCode) => ({ name: 'Problem', code })

/** Somebody with a phone, and their backup on another. */
export async function given(house: House, person: Parameters<House['addUser']>[0] = {}) {
  const kim = await house.addUser({ status: 'invited', ...person })
  const old = await enrolPhone(house, kim, { push: somePush('old') })
  return { kim, old, backup: await backedUp(house, old) }
}

/** The issuer of this house's first organisation. */
export const iss = (house: House) => house.tenancy.baseUrl

/** How a phone stands; throws where it cannot tell. */
export const statusOf = async ({ phone, enrolment }: Enrolled) => {
  const outcome = await checkStatus(phone, enrolment)
  if (outcome.kind === 'unverified') throw outcome.cause
  return outcome.status
}

/** What the events of one type say. */
export const eventsAbout = async (house: House, type: string) => {
  const rows = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', type as never)
    .execute()
  return rows.map(({ data }) => data)
}

/** A setup link with this token. */
export const link = (house: House, token: string) =>
  `${house.tenancy.appUrl}/app/claim#v=1&iss=${encodeURIComponent(iss(house))}&t=${token}`
