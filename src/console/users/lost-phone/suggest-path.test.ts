import { expect, test } from 'vitest'
import type { Device } from '#contract/devices.ts'
import type { DeviceId } from '#contract/ids.ts'
import { type Answers, suggestPath } from './suggest-path.ts'

const lost = 'lost' as DeviceId
const phone = (id: string, state: Device['state'] = 'active') =>
  ({ id: id as DeviceId, name: `Phone ${id}`, state }) as Device
const one = { devices: [phone('lost')], lastBackupAt: null }
const two = { devices: [phone('lost'), phone('b')], lastBackupAt: null }
const backedUp = { ...one, lastBackupAt: new Date(0) }

const cases: [string, Partial<Answers>, typeof one | typeof backedUp, 'remove' | 'unregister'][] = [
  ['locked, with a backup', {}, one, 'remove'],
  ['locked, no backup', { backup: 'no' }, one, 'unregister'],
  ['locked, no backup, another phone', { backup: 'no' }, two, 'remove'],
  [
    'locked, no backup, another phone that is paused',
    { backup: 'no' },
    { ...one, devices: [phone('lost'), phone('b', 'suspended')] },
    'unregister',
  ],
  ['locked, nobody knows of a backup', { backup: 'unknown' }, one, 'unregister'],
  ['locked, they do not know of the backup that we know of', { backup: 'unknown' }, backedUp, 'remove'],
  ['not locked, with a backup', { locked: 'no' }, one, 'unregister'],
  ['perhaps not locked, another phone', { locked: 'unknown' }, two, 'unregister'],
  ['one of several, which one is not known', { phone: 'unknown' }, two, 'unregister'],
]

test.each(cases)('%s', (_, some, known, path) => {
  const answers: Answers = { phone: lost, backup: 'yes', locked: 'yes', ...some }
  expect(suggestPath(answers, known)?.path).toBe(path)
})

test('says nothing before everything is answered, but where there is nothing to ask', () => {
  const open: Answers = { phone: lost, backup: null, locked: 'yes' }
  expect(suggestPath(open, one)).toBeUndefined()
  expect(suggestPath(open, { devices: [], lastBackupAt: null })?.path).toBe('unregister')
})
