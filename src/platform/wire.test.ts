import { expect, test } from 'vitest'
import { countMessages, endOfLastRequest, firstErrorCode, frame } from './wire.ts'

test('a frame is a type, a length that counts itself, and a body', () => {
  expect(frame('Q', 'select 1\0')).toEqual(Buffer.concat([Buffer.from('Q\0\0\0\rselect 1\0', 'latin1')]))
})

test('messages are counted by type, and an unfinished one is not counted', () => {
  const bytes = Buffer.concat([
    frame('P', 'a'),
    frame('E', ''),
    frame('E', ''),
    frame('S', '').subarray(0, 4),
  ])
  expect(countMessages(bytes)).toEqual(
    new Map([
      ['P', 1],
      ['E', 2],
    ]),
  )
})

test('a request is complete at its last Sync or Query', () => {
  const parse = frame('P', 'a')
  const sync = frame('S', '')
  expect(endOfLastRequest(parse)).toBe(0)
  expect(endOfLastRequest(Buffer.concat([parse, sync]))).toBe(parse.length + sync.length)
  expect(endOfLastRequest(Buffer.concat([parse, sync, parse]))).toBe(parse.length + sync.length)
  expect(endOfLastRequest(Buffer.concat([parse, sync]).subarray(0, -1))).toBe(0)
})

test('the code of an error is its field C', () => {
  const error = frame('E', 'SERROR\0VERROR\0C42P01\0Mrelation "C" does not exist\0\0')
  expect(firstErrorCode(Buffer.concat([frame('1', ''), error]))).toBe('42P01')
  expect(firstErrorCode(frame('C', 'SELECT 1\0'))).toBeUndefined()
})
