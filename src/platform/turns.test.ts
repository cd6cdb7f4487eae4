import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('whoever waited too long is refused without being run, and who came later has the turn', async () => {
  let now = 0
  const limit = { mostWaiting: 9, longestWait: 100, refusal: () => new Error('busy') }
  const inTurn = createTurns(1, limit, () => now)
  const ran: string[] = []
  const first = Promise.withResolvers<void>()
  const one = inTurn(() => first.promise)
  const tooLong = inTurn(async () => ran.push('too long'))
  now = 50
  const inTime = inTurn(async () => ran.push('in time'))
  now = 101
  first.resolve()
  await one
  await expect(tooLong).rejects.toThrow('busy')
  await inTime
  expect(ran).toEqual(['in time'])
  // The place is free again.
  await inTurn(async () => ran.push('after'))
  expect(ran).toEqual(['in time', 'after'])
})
