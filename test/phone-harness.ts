import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import type { ClaimPurpose } from '#contract/claims.ts'
import type { DeviceDescription, PushRegistration } from '#contract/device-messages.ts'
import type { SignInId } from '#contract/ids.ts'
import type { Asked, Question } from '#domain/approvals/ask-approval.ts'
import { askApproval } from '#domain/approvals/ask-approval.ts'
import { issueClaim } from '#domain/claims/issue-claim.ts'
import { nobody, systemActor, type Tenancy, transact, type Work } from '#domain/work.ts'
import { type Answered, answer, type Challenge, type Decision, fetchChallenge } from '#phone/answer.ts'
import { type EnrolmentChoices, enrol, type OpenedClaim, openClaim } from '#phone/enrol.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { createMemoryKeyStore } from '#phone/memory-key-store.ts'
import type { Phone, Verification } from '#phone/phone.ts'
import { newId } from '#platform/id.ts'
import type { House, TestUser } from './harness.ts'
import { createSoftAuthenticator, type SoftAuthenticator } from './soft-authenticator.ts'

/** A simulated phone in a test: the phone's own half of the protocol, calling the house's application. */
export interface TestPhone extends Phone {
  readonly authenticator: SoftAuthenticator
  /** What to add to the house's clock to get this phone's. */
  skewSeconds: number
  /** Sees every request before it goes out; answers in the house's stead where it answers. */
  intercept: ((url: string, init: RequestInit) => Promise<Response | undefined> | undefined) | null
}

/** What a test does from inside a unit of work is other people's doing: it must not count as part of that unit. */
export const outsideOfUnits = AsyncLocalStorage.snapshot()

/** Sends a request as a phone does, without cookies. */
export const request = (house: House, url: string, init: RequestInit): Promise<Response> =>
  outsideOfUnits(async () => house.app.request(url, plain(init)))

export function createPhone(house: House): TestPhone {
  const phone: TestPhone = {
    store: createMemoryKeyStore(),
    authenticator: createSoftAuthenticator(house.tenancy.appUrl),
    skewSeconds: 0,
    intercept: null,
    clock: () => new Date(house.now.getTime() + phone.skewSeconds * 1000),
    fetch: async (url, init) => (await phone.intercept?.(url, init)) ?? request(house, url, init),
  }
  return phone
}

/** `app.request` knows nothing of a browser's own fields. */
const plain = ({ method, headers, body }: RequestInit): RequestInit => ({
  ...(method && { method }),
  ...(headers && { headers }),
  ...(body && { body }),
})

export const aPhone: DeviceDescription = {
  name: 'Test phone',
  model: 'Pixel 9',
  platform: 'android',
  os_version: '16',
  app_version: '0.1.0',
  lang: 'en',
}

export const noPush: PushRegistration = { kind: 'none', why: 'unsupported' }

/** A subscription at a push service that nobody runs: good for what is queued, not for what is delivered. */
export const somePush = (name = 'a'): PushRegistration => ({
  kind: 'webpush',
  endpoint: `https://push.example/${name}`,
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
})

/** Issues a claim for a user, as an administrator would, on screen. */
export async function claimFor(
  house: House,
  user: TestUser,
  purpose?: ClaimPurpose,
): Promise<{ link: string; code: string; token: string }> {
  const has = await house.db
    .selectFrom('devices')
    .select('id')
    .where('userId', '=', user.id)
    .where('state', '!=', 'removed')
    .executeTakeFirst()
  const wanted = purpose ?? (has && 'add')
  const { tenancy } = user
  const actor = systemActor(tenancy.tenantId, 'test')
  const issue = (work: Work) =>
    issueClaim(work, { userId: user.id, kind: 'screen', ...(wanted && { purpose: wanted }) })
  const { secret } = await outsideOfUnits(() => transact(house.ground, tenancy, 'write', actor, issue))
  if (!secret) throw new Error('a claim on screen has a secret')
  return secret
}

export interface Enrolled {
  readonly phone: TestPhone
  readonly enrolment: Enrolment
  readonly verification: Verification
}

export interface EnrolOptions {
  readonly phone?: TestPhone
  readonly identity?: EnrolmentChoices['identity']
  /** A PIN instead of the platform authenticator, which is quicker. */
  readonly pin?: string
  readonly push?: PushRegistration
  readonly claim?: string
  readonly name?: string
}

/** Enrols a phone for a user, by a claim on screen. */
export async function enrolPhone(
  house: House,
  user: TestUser,
  options: EnrolOptions = {},
): Promise<Enrolled> {
  const phone = options.phone ?? createPhone(house)
  const claim = options.claim ?? (await claimFor(house, user)).link
  const opened = await openClaim(phone, claim, user.tenancy.appUrl)
  const enrolment = await enrol(phone, opened, choicesOf(phone, options))
  return { phone, enrolment, verification: verificationOf(phone, options.pin) }
}

export function choicesOf(phone: TestPhone, options: EnrolOptions = {}): EnrolmentChoices {
  return {
    identity: options.identity ?? { kind: 'new' },
    verification: options.pin ? { kind: 'pin', pin: options.pin } : phone.authenticator.choice,
    description: { ...aPhone, ...(options.name && { name: options.name }) },
    push: options.push ?? noPush,
  }
}

const verificationOf = (phone: TestPhone, pin: string | undefined): Verification =>
  pin ? { kind: 'pin', pin } : phone.authenticator.verification

/** Looks at a claim with a phone of its own. */
export const openWith = (phone: TestPhone, claim: string, tenancy: Tenancy): Promise<OpenedClaim> =>
  openClaim(phone, claim, tenancy.appUrl)

/** What a sign-in page asks: by default from a browser that the person never used. */
export const questionOf = (user: TestUser, question: Partial<Question> = {}): Question => ({
  userId: user.id,
  address: user.email,
  action: 'sign-in',
  signInId: newId() as SignInId,
  sessionId: null,
  application: { id: null, clientId: null, name: 'Console' },
  digits: 2,
  browserHash: browserHash('a browser'),
  knownBrowser: false,
  place: { city: 'Lisbon', country: 'PT' },
  newPlace: true,
  reason: null,
  ...question,
})

/** Asks a user's phone, as a sign-in page would. */
export function askFor(house: House, user: TestUser, question: Partial<Question> = {}): Promise<Asked> {
  const { tenancy } = user
  const origin = { ip: '203.0.113.7', userAgent: chrome, requestId: 'test' }
  return transact(house.ground, tenancy, 'write', nobody(tenancy.tenantId, origin), (work) =>
    askApproval(work, questionOf(user, question)),
  )
}

const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

export const browserHash = (name: string): Buffer => createHash('sha256').update(name).digest()

/** Fetches what is asked and decides on it. */
export async function decide(
  { phone, enrolment }: Enrolled,
  asked: Pick<Asked, 'id'>,
  decision: Decision | ((challenge: Challenge) => Decision),
): Promise<Answered> {
  const challenge = await fetchChallenge(phone, enrolment, asked.id)
  return answer(phone, enrolment, challenge, typeof decision === 'function' ? decision(challenge) : decision)
}

/** Types the right number and passes the verification. */
export const approve = (enrolled: Enrolled, asked: Asked): Promise<Answered> =>
  decide(enrolled, asked, { kind: 'approve', number: asked.number, verification: enrolled.verification })
