import { expect, test } from 'vitest'
import type { Engine } from '#platform/embedded-engine.ts'
import { firstErrorCode, frame } from '#platform/wire.ts'
import { takeEngine } from './embedded-databases.ts'

async function run(engine: Engine, sql: string): Promise<string> {
  const answer = await engine.exchange(frame('Q', `${sql}\0`))
  expect(firstErrorCode(answer)).toBeUndefined()
  return Buffer.from(answer).toString('latin1')
}

test('an engine goes to the next test without a row of the last one, and not at all with another schema', async () => {
  const first = await takeEngine()
  await run(first.engine, `insert into identities values (gen_random_uuid(), 'did:key:one', now())`)
  await run(first.engine, `begin; insert into identities values (gen_random_uuid(), 'did:key:two', now())`)
  await first.giveBack()

  const second = await takeEngine()
  expect(second.engine).toBe(first.engine)
  expect(await run(second.engine, 'select did from identities')).not.toContain('did:key')
  // What a test altered in passing and put back, too.
  await run(second.engine, 'revoke select on identities from latchkey_app')
  await run(second.engine, 'grant select on identities to latchkey_app')
  await second.giveBack()
  await expect(second.engine.exchange(frame('Q', 'select 1\0'))).rejects.toThrow('closed')

  const third = await takeEngine()
  expect(third.engine).not.toBe(second.engine)
  // One that a test has ended is no other test's.
  third.engine.kill(new Error('killed'))
  await third.giveBack()
}, 120_000)
