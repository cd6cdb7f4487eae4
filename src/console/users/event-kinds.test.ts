import { expect, test } from 'vitest'
import { events } from '#contract/events.ts'
import { type EventKind, eventKinds, isOfKind } from './event-kinds.ts'

test('every event is of exactly one kind', () => {
  const kinds = Object.keys(eventKinds).filter((kind) => kind !== 'all') as EventKind[] // the keys are the kinds
  for (const type of Object.keys(events)) {
    expect([type, kinds.filter((kind) => isOfKind({ type }, kind)).length]).toEqual([type, 1])
  }
  expect(isOfKind({ type: 'user.locked' }, 'password')).toBe(true)
  expect(isOfKind({ type: 'user.merged' }, 'profile')).toBe(true)
})
