import type { KoaContextWithOIDC } from 'oidc-provider'
import type { ApplicationId, UserId } from '#contract/ids.ts'
import { ensureAccount } from '#domain/accounts/ensure-account.ts'
import type { Verdict } from '#domain/sign-in/decide.ts'
import { decideSignIn } from '#domain/sign-in/decide-sign-in.ts'
import { type Ground, type Tenancy, transact } from '#domain/work.ts'
import { clientOf } from './clients.ts'
import { findPerson, type Person } from './person.sql.ts'
import { actorOf, factsOf } from './request-facts.ts'

export interface Admission {
  readonly verdict: Verdict
  /** What the application sees as `sub`; null where the person is not let in. */
  readonly subject: string | null
}

const admissions = new WeakMap<object, Promise<Admission>>()

/**
 * Whether the person whose session this is may enter the application of this request; where they may, their account in it is there
 * afterwards. Decided once for each request.
 */
export function admit(ground: Ground, tenancy: Tenancy, ctx: KoaContextWithOIDC): Promise<Admission> {
  const known = admissions.get(ctx)
  if (known) return known
  const deciding = decideAndEnsure(ground, tenancy, ctx)
  admissions.set(ctx, deciding)
  return deciding
}

/** A sign-in is noted on the account, once a minute at most: within it everything can be read and nothing need be written. */
const notedForMs = 60_000

async function decideAndEnsure(
  ground: Ground,
  tenancy: Tenancy,
  ctx: KoaContextWithOIDC,
): Promise<Admission> {
  const facts = factsOf(ctx.req)
  const { session } = facts
  if (!session) throw new Error('admitted without a session')
  const { userId } = session
  const { applicationId } = clientOf(ctx)
  const person = await personFor(ground, tenancy, ctx, userId, applicationId)
  if (person && !person.verdict.allowed) return { verdict: person.verdict, subject: null }
  const account = person?.account
  const notedAt = account?.lastSignInAt?.getTime() ?? 0
  if (person && account?.status === 'active' && ground.clock().getTime() - notedAt < notedForMs)
    return { verdict: person.verdict, subject: account.subject }
  return transact(ground, tenancy, 'write', actorOf(tenancy, facts), async (work) => {
    // The session was proved by a phone when it began; this asks what may be reached with it now.
    const verdict = await decideSignIn(work, { userId, applicationId, purpose: 'refresh' })
    if (!verdict.allowed) return { verdict, subject: null }
    const { subject } = await ensureAccount(work, { userId, applicationId })
    return { verdict, subject }
  })
}

/** This person before this application, read in this request: where that came along with the session or the token, there is no need to ask again. */
export async function personFor(
  ground: Ground,
  tenancy: Tenancy,
  ctx: KoaContextWithOIDC,
  userId: UserId,
  applicationId: ApplicationId,
): Promise<Person | undefined> {
  const facts = factsOf(ctx.req)
  const ahead = facts.personAhead
  if (ahead?.userId !== userId || ahead.applicationId !== applicationId)
    return findPerson(ground, tenancy, userId, applicationId)
  facts.personAhead = undefined
  return ahead.person
}

/** Whether this person may go on using this application. */
export async function mayGoOn(
  ground: Ground,
  tenancy: Tenancy,
  ctx: KoaContextWithOIDC,
  userId: UserId,
  applicationId: ApplicationId,
): Promise<boolean> {
  const person = await personFor(ground, tenancy, ctx, userId, applicationId)
  return person?.verdict.allowed === true
}
