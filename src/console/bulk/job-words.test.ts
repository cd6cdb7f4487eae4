import { expect, test } from 'vitest'
import { Job } from '#contract/jobs.ts'
import { jobTitle, percentOf, timeLeft } from './job-words.ts'

const begun = new Date('2026-11-22T10:00:00Z')
const later = (seconds: number) => new Date(begun.getTime() + seconds * 1000)

const job = Job.parse({
  id: '019a0000-0000-7000-8000-000000000001',
  act: 'send-invitation',
  state: 'running',
  total: 1000,
  succeeded: 180,
  skipped: 15,
  failed: 5,
  createdBy: { id: '019a0000-0000-7000-8000-000000000002', name: 'Ingrid Haddad' },
  createdAt: begun.toISOString(),
  updatedAt: begun.toISOString(),
  finishedAt: null,
})

test('what was passed over and what failed is behind us too', () => {
  expect(percentOf(job)).toBe(20)
  expect(percentOf({ ...job, succeeded: 979 })).toBe(99)
  expect(percentOf({ ...job, succeeded: 980 })).toBe(100)
  expect(percentOf({ ...job, total: 0, succeeded: 0, skipped: 0, failed: 0 })).toBe(100)
})

test('tells the time left by the pace so far, and only while it runs', () => {
  expect(timeLeft(job, later(60))).toBe('about 4 min left')
  expect(timeLeft(job, later(10))).toBe('less than a minute left')
  expect(timeLeft(job, later(6000))).toBe('about 7 hours left')
  expect(timeLeft(job, later(1))).toBeUndefined()
  expect(timeLeft({ ...job, state: 'paused' }, later(60))).toBeUndefined()
})

test('an act of a newer server still has a name', () => {
  expect(jobTitle(job)).toBe('Sending invitations')
  expect(jobTitle({ act: 'knight' })).toBe('knight')
})
