import { expect } from 'vitest'
import { test } from '../../../test/harness.ts'
import { failuresFor, givePassword, setPolicy, tryPassword } from '../../../test/passwords.ts'
import { clearPassword } from './clear-password.ts'
import { addressParts, contextWords, failuresOf } from './password-failures.ts'

const lenient = {
  minimumLength: 8,
  uppercase: false,
  lowercase: false,
  digit: false,
  symbol: false,
  blockBreached: true,
  history: 5,
}

test('length is counted in code points, whatever they are made of', () => {
  expect(failuresOf('🔑'.repeat(8), lenient, [])).toEqual([])
  expect(failuresOf('🔑'.repeat(7), lenient, [])).toEqual(['too-short'])
})

test.each([
  ['uppercase', 'straße-éa1', 'Éa-straße1'],
  ['lowercase', 'ÉCLAIR-911', 'ÉCLAIR-911a'],
  ['digit', 'no-figures-Here', 'one-figure-Here٣'],
  ['symbol', 'no symbols Here 1', 'one symbol! Here 1'],
] as const)('where the policy asks for it, %s is asked for', (rule, without, having) => {
  const rules = { ...lenient, [rule]: true }
  expect(failuresOf(without, rules, [])).toEqual([rule])
  expect(failuresOf(having, rules, [])).toEqual([])
  expect(failuresOf(without, lenient, [])).toEqual([])
})

test('words of four letters and more may not be inside, in any case and with or without accents', () => {
  const words = contextWords(['Müller & Söhne AG', addressParts('jo.smithson@acme.co.uk')])
  expect(words).toEqual(['latchkey', 'muller', 'sohne', 'smithson', 'acme'])
  for (const password of ['MULLER-2026-x', 'x-Söhne-2026', 'my-latchkey-1', 'smithson!99'])
    expect(failuresOf(password, lenient, words)).toEqual(['context'])
  expect(failuresOf('jo-likes-ag-cola', lenient, words)).toEqual([])
})

test('a password of 128 characters and more is taken whole, and one of more than 1,024 bytes is refused', async ({
  house,
}) => {
  const kim = await house.addUser()
  const long = `${'🔑 x'.repeat(64)}${'y'.repeat(60)}`
  expect([...long].length).toBeGreaterThan(128)
  expect(await failuresFor(house, kim, long)).toEqual([])
  await givePassword(house, kim, long)
  expect(await tryPassword(house, kim, long)).toMatchObject({ right: true })
  expect(await tryPassword(house, kim, long.slice(0, -1))).toMatchObject({ right: false })
  expect(await failuresFor(house, kim, `${'x'.repeat(1000)}éééééééééééééé`)).toEqual(['too-long'])
})

test('one’s own name, parts of the address and the organisation are refused', async ({ house }) => {
  const kim = await house.addUser({
    firstName: 'Amara',
    lastName: 'Okafor',
    email: 'a.silvertree@acme.example',
  })
  for (const password of [
    'amara-rides-42',
    'OKAFOR-rides-42',
    'silvertree-42',
    'northwind-42',
    'x-acme-42-x',
  ])
    expect(await failuresFor(house, kim, password)).toEqual(['context'])
  expect(await failuresFor(house, kim, 'grey-heron-rides-42')).toEqual([])
})

test('common passwords are refused from a local list in any case, unless the policy lets them', async ({
  house,
}) => {
  const kim = await house.addUser()
  for (const password of ['password1', 'PassWord1', 'iloveyou', 'qwertyuiop'])
    expect(await failuresFor(house, kim, password)).toEqual(['common'])
  await setPolicy(house, { blockBreached: false })
  expect(await failuresFor(house, kim, 'password1')).toEqual([])
})

test('the policy counts for the next password, and takes none away', async ({ house }) => {
  const kim = await house.addUser()
  await givePassword(house, kim, 'eightchr')
  await setPolicy(house, { minimumLength: 15, requireDigit: true })
  expect(await tryPassword(house, kim, 'eightchr')).toMatchObject({ right: true })
  expect(await failuresFor(house, kim, 'eight chars')).toEqual(['too-short', 'digit'])
})

test('the last ones of as many as the policy says do not come back, and older ones do', async ({ house }) => {
  const kim = await house.addUser()
  await setPolicy(house, { history: 3 })
  for (const n of ['one', 'two', 'three', 'four']) {
    await givePassword(house, kim, `heron number ${n}`)
    house.advance(1)
  }
  for (const n of ['two', 'three', 'four'])
    expect(await failuresFor(house, kim, `heron number ${n}`)).toEqual(['reused'])
  expect(await failuresFor(house, kim, 'heron number one')).toEqual([])
  const kept = await house.db.selectFrom('passwordHistory').selectAll().execute()
  expect(kept).toHaveLength(3)
})

test('the present one is no new one even where no history is kept, and nothing is kept then', async ({
  house,
}) => {
  const kim = await house.addUser()
  await setPolicy(house, { history: 0 })
  await givePassword(house, kim, 'heron number one')
  expect(await failuresFor(house, kim, 'heron number one')).toEqual(['reused'])
  await givePassword(house, kim, 'heron number two')
  expect(await failuresFor(house, kim, 'heron number one')).toEqual([])
  expect(await house.db.selectFrom('passwordHistory').selectAll().execute()).toEqual([])
})

test('a cleared password does not come back by "Forgot password"', async ({ house }) => {
  const kim = await house.addUser()
  await givePassword(house, kim, 'heron number one')
  await house.work(null, (work) =>
    clearPassword(work, { userId: kim.id, why: 'administrator', leaveWithoutWayIn: true }),
  )
  expect(await failuresFor(house, kim, 'heron number one')).toEqual(['reused'])
})

test('the history is each person’s own', async ({ house }) => {
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  await givePassword(house, kim, 'heron number one')
  expect(await failuresFor(house, lee, 'heron number one')).toEqual([])
})
