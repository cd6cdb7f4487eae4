import { expect, test } from 'vitest'
import { createKeyring } from './keyring.ts'
import { createPasswordHasher, HasherBusyError, hashFloor } from './password-hasher.ts'

const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const quick = { memoryKib: 256, passes: 1 }

test('a hash is Argon2id with its own salt, and fits the password that it was made of', async () => {
  const hasher = createPasswordHasher(createKeyring(oldKey), quick)
  const [first, second] = [await hasher.hash('correct horse'), await hasher.hash('correct horse')]
  expect(first.hash).toMatch(/^\$argon2id\$v=19\$m=256,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(second.hash).not.toBe(first.hash)
  expect(await hasher.verify('correct horse', first)).toBe(true)
  expect(await hasher.verify('Correct horse', first)).toBe(false)
})

test('without the master key a hash fits nothing: the pepper is not in the database', async () => {
  const stored = await createPasswordHasher(createKeyring(oldKey), quick).hash('correct horse')
  const thief = createPasswordHasher(createKeyring(newKey), quick)
  expect(await thief.verify('correct horse', stored)).toBe(false)
  expect(
    await thief.verify('correct horse', { ...stored, pepperId: createKeyring(newKey).currentKeyId }),
  ).toBe(false)
})

test('after a change of the master key the earlier one still verifies, and says that it is out of date', async () => {
  const before = createPasswordHasher(createKeyring(oldKey), quick)
  const stored = await before.hash('correct horse')
  expect(before.isOutdated(stored)).toBe(false)
  const after = createPasswordHasher(createKeyring(newKey, [oldKey]), quick)
  expect(await after.verify('correct horse', stored)).toBe(true)
  expect(after.isOutdated(stored)).toBe(true)
  expect(after.isOutdated(await after.hash('correct horse'))).toBe(false)
})

test('raised figures make a hash out of date, lowered ones do not', async () => {
  const keys = createKeyring(oldKey)
  const stored = await createPasswordHasher(keys, { memoryKib: 512, passes: 2 }).hash('x')
  const outdated = (memoryKib: number, passes: number) =>
    createPasswordHasher(keys, { memoryKib, passes }).isOutdated(stored)
  expect([outdated(512, 2), outdated(1024, 2), outdated(512, 3), outdated(256, 1)]).toEqual([
    false,
    true,
    true,
    false,
  ])
})

test('whoever comes when too many wait is refused at once, and later there is room again', async () => {
  const hasher = createPasswordHasher(createKeyring(oldKey), { ...quick, concurrency: 1, waiting: 2 })
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => hasher.hash('x')))
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
  ])
  expect(outcomes[4]).toMatchObject({ reason: expect.any(HasherBusyError) })
  await expect(hasher.hash('x')).resolves.toBeDefined()
})

test('a hash that cannot be read gives its place back', async () => {
  const keys = createKeyring(oldKey)
  const hasher = createPasswordHasher(keys, { ...quick, concurrency: 1, waiting: 0 })
  await expect(hasher.verify('x', { hash: 'broken', pepperId: keys.currentKeyId })).rejects.toThrow()
  await expect(hasher.hash('x')).resolves.toBeDefined()
})

test('64 hashes in line leave the event loop to everybody else', async () => {
  const hasher = createPasswordHasher(createKeyring(oldKey), { ...hashFloor, concurrency: 2, waiting: 64 })
  await hasher.hash('the library is loaded')
  let longest = 0
  const begun = performance.now()
  let last = begun
  let ended = false
  const all = Promise.all(Array.from({ length: 64 }, () => hasher.hash('x'))).then(() => {
    ended = true
  })
  let turns = 0
  while (!ended) {
    await new Promise((resolve) => setImmediate(resolve))
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    turns += 1
  }
  await all
  // Hashing on this thread would be 64 turns, most of them as long as a hash.
  expect(turns).toBeGreaterThan(500)
  expect(longest).toBeLessThan((performance.now() - begun) / 2)
})
