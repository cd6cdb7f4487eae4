import type { PasswordFailure } from '#contract/passwords.ts'
import { checkPassword } from '#domain/passwords/check-password.ts'
import { preparePassword } from '#domain/passwords/prepare-password.ts'
import { setPassword } from '#domain/passwords/set-password.ts'
import { nobody, type Tenancy } from '#domain/work.ts'
import type { House, TestUser } from './harness.ts'

export const strangerOf = (tenancy: Tenancy) =>
  nobody(tenancy.tenantId, { ip: '203.0.113.9', userAgent: 'test', requestId: 'test' })

/** Gives a person a password, as a page would. */
export async function givePassword(
  house: House,
  user: TestUser,
  password: string,
  input: Partial<Parameters<typeof setPassword>[1]> = {},
): Promise<void> {
  const { tenancy, id: userId } = user
  const outcome = await preparePassword(house.ground, tenancy, strangerOf(tenancy), {
    userId,
    password,
    words: [],
  })
  if (outcome.kind === 'refused') throw new Error(`refused: ${outcome.failures.join(', ')}`)
  const { prepared } = outcome
  await house.work(user, (work) =>
    setPassword(work, { userId, prepared, by: 'person', endOthers: false, ...input }),
  )
}

/** What is wrong with a password for that person; nothing where it is fine. */
export async function failuresFor(
  house: House,
  user: TestUser,
  password: string,
): Promise<PasswordFailure[]> {
  const outcome = await preparePassword(house.ground, user.tenancy, strangerOf(user.tenancy), {
    userId: user.id,
    password,
    words: [],
  })
  return outcome.kind === 'refused' ? outcome.failures : []
}

export const tryPassword = (house: House, user: TestUser | null, password: string) => {
  const tenancy = user?.tenancy ?? house.tenancy
  const userId = user?.id ?? null
  return checkPassword(house.ground, tenancy, strangerOf(tenancy), { userId, password })
}

/** Changes the policy behind everybody's back. */
export async function setPolicy(
  house: House,
  value: Record<string, unknown>,
  section: 'password' | 'sign-in' | 'session' | 'devices' = 'password',
): Promise<void> {
  const text = JSON.stringify(value)
  await house.db
    .insertInto('tenantSettings')
    .values({ tenantId: house.tenancy.tenantId, section, value: text, updatedAt: house.now })
    .onConflict((conflict) => conflict.columns(['tenantId', 'section']).doUpdateSet({ value: text }))
    .execute()
}
