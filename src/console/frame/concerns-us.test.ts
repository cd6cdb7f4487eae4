import { expect, test } from 'vitest'
import { concernsUs } from './concerns-us.ts'

const kim = {
  queryKey: ['users', '/users/{userId}/devices', { params: { userId: 'kim' }, body: {} }],
  data: { items: [] },
}
const list = {
  queryKey: ['users', '/users/search', { params: {}, body: {} }],
  data: { items: [{ id: 'kim' }] },
}
const merge = {
  queryKey: [
    'users',
    '/users/{userId}/merge-preview',
    { params: { userId: 'kim' }, body: { targetId: 'lee' } },
  ],
  data: undefined,
}
const job = { queryKey: ['jobs', '/jobs/{jobId}', { params: { jobId: 'j' }, body: {} }], data: undefined }
const stepUp = {
  queryKey: ['me', '/me/step-ups/{requestId}', { params: { requestId: 'r' }, body: {} }],
  data: undefined,
}

test('of a user, their own panels and a list with them on it are read again, and nobody else’s', () => {
  expect(concernsUs(kim, { topic: 'user', id: 'kim' })).toBe(true)
  expect(concernsUs(list, { topic: 'user', id: 'kim' })).toBe(true)
  expect(concernsUs(kim, { topic: 'user', id: 'lee' })).toBe(false)
  expect(concernsUs(list, { topic: 'user', id: 'lee' })).toBe(false)
})

test('a waiting step-up hears of answers', () => {
  expect(concernsUs(stepUp, { topic: 'approval-request', id: 'r' })).toBe(true)
  expect(concernsUs(kim, { topic: 'approval-request', id: 'r' })).toBe(false)
})

test('a preview of a merge hears of both people, and a job of its progress', () => {
  expect(concernsUs(merge, { topic: 'user', id: 'lee' })).toBe(true)
  expect(concernsUs(merge, { topic: 'user', id: 'kim' })).toBe(true)
  expect(concernsUs(merge, { topic: 'user', id: 'ann' })).toBe(false)
  expect(concernsUs(job, { topic: 'job', id: 'j' })).toBe(true)
  expect(concernsUs(kim, { topic: 'job', id: 'j' })).toBe(false)
})
