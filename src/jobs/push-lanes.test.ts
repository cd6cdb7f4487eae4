import { expect, test } from 'vitest'
import { createPushLanes, laneLimits, type Place } from './push-lanes.ts'

function lanesAt() {
  let now = 0
  return {
    lanes: createPushLanes(() => now),
    pass(ms: number) {
      now += ms
    },
  }
}

/** Takes places until there are no more. */
function fill(lanes: ReturnType<typeof createPushLanes>, endpoint: (n: number) => string): Place[] {
  const places: Place[] = []
  for (let n = 0; n < 100; n++) {
    const place = lanes.enter(endpoint(n))
    if (!place) break
    places.push(place)
  }
  return places
}

const at = (host: string) => () => `https://${host}/one`

test('a service that is not known gets two places and little patience, one that answers more of both', () => {
  const { lanes, pass } = lanesAt()
  const first = fill(lanes, at('new.example'))
  expect(first).toHaveLength(laneLimits.unproven)
  expect(first[0]?.limitMs).toBe(laneLimits.patienceMs.unproven)
  pass(100)
  for (const place of first) place.leave()
  const later = fill(lanes, at('new.example'))
  expect(later).toHaveLength(laneLimits.proven)
  expect(later[0]?.limitMs).toBe(laneLimits.patienceMs.proven)
})

test('one that stops answering falls back, and comes up again by answering', () => {
  const { lanes, pass } = lanesAt()
  lanes.enter('https://a.example/1')?.leave()
  const places = fill(lanes, at('a.example'))
  pass(laneLimits.soonMs)
  for (const place of places) place.leave()
  const after = fill(lanes, at('a.example'))
  expect(after).toHaveLength(laneLimits.unproven)
  for (const place of after) place.leave()
  expect(fill(lanes, at('a.example'))).toHaveLength(laneLimits.proven)
})

test('strangers under any number of names share few places, and take none of a service that answers', () => {
  const { lanes } = lanesAt()
  const strangers = fill(lanes, (n) => `https://${n}.evil.example/`)
  expect(strangers).toHaveLength(laneLimits.unprovenTogether)
  expect(fill(lanes, at('fcm.googleapis.com'))).toHaveLength(laneLimits.proven)
  strangers[0]?.leave()
  expect(lanes.enter('https://next.example/')).toBeDefined()
})

test('an address that asked to be left alone is, for that long, and no other of its service', () => {
  const { lanes } = lanesAt()
  const now = new Date()
  const until = new Date(now.getTime() + 30_000)
  lanes.hold('https://a.example/1', until)
  expect(lanes.heldUntil('https://a.example/1', now)).toEqual(until)
  expect(lanes.heldUntil('https://a.example/2', now)).toBeUndefined()
  expect(lanes.heldUntil('https://a.example/1', until)).toBeUndefined()
})

test('what is remembered does not grow without end', () => {
  const { lanes } = lanesAt()
  const busy = lanes.enter('https://busy.example/')
  for (let n = 0; n < 5000; n++) lanes.enter(`https://${n}.example/`)?.leave()
  expect(busy).toBeDefined()
  busy?.leave()
  expect(fill(lanes, at('busy.example'))).toHaveLength(laneLimits.proven)
})
