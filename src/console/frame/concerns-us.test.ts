import { expect, test } from 'vitest'
import { concernsUs } from './concerns-us.ts'

const kim = ['users', '/users/{userId}/devices', { params: { userId: 'kim' }, body: {} }]
const list = ['users', '/users/search', { params: {}, body: {} }]
const stepUp = ['me', '/me/step-ups/{requestId}', { params: { requestId: 'r' }, body: {} }]

test('of a user, their own panels and the list are read again, and nobody else’s', () => {
  expect(concernsUs(kim, { topic: 'user', id: 'kim' })).toBe(true)
  expect(concernsUs(list, { topic: 'user', id: 'kim' })).toBe(true)
  expect(concernsUs(kim, { topic: 'user', id: 'lee' })).toBe(false)
  expect(concernsUs(['applications', '/applications', {}], { topic: 'user', id: 'kim' })).toBe(false)
})

test('a waiting step-up hears of answers', () => {
  expect(concernsUs(stepUp, { topic: 'approval-request', id: 'r' })).toBe(true)
  expect(concernsUs(kim, { topic: 'approval-request', id: 'r' })).toBe(false)
})
