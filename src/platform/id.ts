import { randomFillSync } from 'node:crypto'

const counterLimit = 0x1000
let lastMillisecond = 0
let counter = 0

/**
 * A new UUIDv7 (RFC 9562 §5.7) as canonical lower-case text.
 *
 * Ids made by one process ascend, also within a millisecond and when the clock steps back: `rand_a` is a
 * counter that starts at random (RFC 9562 §6.2, method 1) and borrows from the next millisecond when it is full.
 * With `at` the id carries that instant instead, and no order is promised against the others.
 */
export function newId(at?: Date): string {
  const random = randomFillSync(new Uint8Array(10))
  const start = (((random[8] ?? 0) << 8) | (random[9] ?? 0)) & 0x3ff
  if (at) return format(at.getTime(), start, random)

  const now = Date.now()
  if (now > lastMillisecond) {
    lastMillisecond = now
    counter = start
  } else {
    counter += 1
    if (counter === counterLimit) {
      lastMillisecond += 1
      counter = start
    }
  }
  return format(lastMillisecond, counter, random)
}

function format(millisecond: number, randA: number, random: Uint8Array): string {
  const time = millisecond.toString(16).padStart(12, '0')
  const version = (0x7000 | randA).toString(16)
  const bytes = Uint8Array.from(random.subarray(0, 8))
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x80
  const tail = Buffer.from(bytes).toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
