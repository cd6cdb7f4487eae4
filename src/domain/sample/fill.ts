import type { TenantId } from '#contract/ids.ts'
import type { HashedPassword } from '#platform/password-hasher.ts'
import { randomToken } from '#platform/random.ts'
import { emailKey } from '../users/email-key.ts'
import { type Actor, type Ground, systemActor, type Tenancy, transact, type Work } from '../work.ts'
import { addCompany } from './add-company.ts'
import { companyOf, daysBefore, foundedAt } from './company.ts'
import { actorOf, endOne, named } from './end-one.ts'
import { addLife } from './life.ts'
import { type Planned, planPeople, samplePeople } from './plan.ts'
import { insertRows, takenAddresses } from './rows.sql.ts'
import { noRows } from './rows.ts'
import {
  applicationsMadeAt,
  countPeople,
  hasSample,
  insertSample,
  lockSample,
  saveStep,
  unfinished,
} from './sample.sql.ts'
import { endings } from './story.ts'

/** People of one step: a second's work at most, so that whoever else uses the database does not wait longer. */
const peopleAtOnce = 50
const peopleSteps = Math.ceil(samplePeople / peopleAtOnce)
/** Applications and provider, then the people, then one for each act of the story. */
const allSteps = 1 + peopleSteps + endings.length

/**
 * Marks an organisation to be filled with made-up people, accounts, phones and a month of events; `fillSample` does it. Only where
 * nobody is but the owner who set it up: real people and made-up ones must not mix.
 */
export async function beginSample(work: Work): Promise<'begun' | 'there-already' | 'has-people'> {
  if (await hasSample(work)) return 'there-already'
  if ((await countPeople(work)) > 1) return 'has-people'
  if (!(await insertSample(work, work.now))) return 'there-already'
  // Whoever fills organisations looks again.
  work.notify('tenant', work.base.tenantId)
  return 'begun'
}

/** Whether the people of this organisation are made up. */
export const isSample = (work: Work): Promise<boolean> => hasSample(work)

/** Organisations that are marked and not full yet. */
export const findUnfinished = (ground: Ground): Promise<TenantId[]> => unfinished(ground)

/**
 * Fills an organisation that is marked, step by step, each in a unit of its own that also says how far it got: killed in the middle, it
 * is gone on with where it was, and two at once take turns. The second time there is nothing left to do.
 *
 * @param signal ends it between two steps
 * @returns how many people there are, of how many; undefined where it is not marked
 */
export async function fillSample(
  ground: Ground,
  tenancy: Tenancy,
  signal: AbortSignal,
): Promise<{ finished: boolean; people: number } | undefined> {
  const hashes = await hashSome(ground)
  let people: Planned[] | undefined
  let made = 0
  for (;;) {
    const system = systemActor(tenancy.tenantId, 'sample-data')
    const at = await unlessTaken(transact(ground, tenancy, 'write', system, lockSample))
    if (!at) return undefined
    if (at !== 'taken') {
      if (at.finishedAt) return { finished: true, people: samplePeople }
      made = Math.max(0, at.steps - 1) * peopleAtOnce
    }
    if (signal.aborted) return { finished: false, people: made }
    if (at === 'taken') continue
    people ??= planPeople(tenancy.tenantId, at.begunAt)
    await unlessTaken(takeStep(ground, tenancy, { step: at.steps, begunAt: at.begunAt, people, hashes }))
  }
}

/** PostgreSQL's word for a lock that was waited for too long (lock_not_available). */
const tookTooLong = '55P03'

/** Whoever has the turn on a busy database may keep it for longer than a lock is waited for: then it is asked for again. */
async function unlessTaken<T>(turn: Promise<T>): Promise<T | 'taken'> {
  try {
    return await turn
  } catch (error) {
    if ((error as { code?: string }).code !== tookTooLong) throw error
    return 'taken'
  }
}

interface Step {
  readonly step: number
  readonly begunAt: Date
  readonly people: readonly Planned[]
  readonly hashes: readonly HashedPassword[]
}

async function takeStep(ground: Ground, tenancy: Tenancy, { step, begunAt, people, hashes }: Step) {
  const admin = named(people, 'users')
  const ending = endings[step - 1 - peopleSteps]
  // What was done then happens at that instant, by the functions that do it today.
  const at = step === 0 ? foundedAt(begunAt) : ending ? daysBefore(begunAt, ending.days) : begunAt
  const actor: Actor = ending
    ? actorOf(admin, tenancy.tenantId, at)
    : systemActor(tenancy.tenantId, 'sample-data')
  await transact({ ...ground, clock: () => at }, tenancy, 'write', actor, async (work) => {
    // Somebody else may have taken this step meanwhile.
    const now = await lockSample(work)
    if (now?.steps !== step) return
    if (step === 0) await addCompany(work, begunAt)
    else if (ending) await endOne(work, ending, people)
    else {
      const made = await applicationsMadeAt(work, foundedAt(begunAt))
      const company = companyOf(tenancy.tenantId, begunAt, made)
      const rows = noRows()
      const from = (step - 1) * peopleAtOnce
      for (const one of await free(work, people.slice(from, from + peopleAtOnce)))
        await addLife(work, rows, one, { company, adminId: admin.id, hashes })
      await insertRows(work, rows)
      const [first] = rows.users
      if (first) work.notify('user', first.id)
    }
    const isLast = step + 1 >= allSteps
    await saveStep(work, step + 1, isLast ? ground.clock() : null)
  })
}

/** An address that a real person has already stays theirs. */
async function free(work: Work, people: readonly Planned[]): Promise<Planned[]> {
  const taken = await takenAddresses(
    work,
    people.map(({ email }) => emailKey(email)),
  )
  return people.map((one) =>
    taken.has(emailKey(one.email)) ? { ...one, email: one.email.replace('@', '.sample@') } : one,
  )
}

/** Of passwords that nobody ever learns: made-up people must not be a way in. */
async function hashSome(ground: Ground): Promise<HashedPassword[]> {
  const hashes: HashedPassword[] = []
  for (let n = 0; n < 3; n++) hashes.push(await ground.passwords.hash(randomToken(32)))
  return hashes
}
