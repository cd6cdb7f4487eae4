/**
 * Push services are chosen by phones: one that hangs, whether broken or made for it, must hold up nobody who is reached elsewhere. So
 * each service (an origin) has a lane of its own. One that answers has a wide lane; one that did not lately, or that nobody has heard of,
 * a narrow one, and all of those together only a few places.
 */
export interface PushLanes {
  /**
   * A place for one attempt at that address, or undefined where there is none now.
   */
  enter(endpoint: string): Place | undefined
  /** Until when that address has asked to be left alone. */
  heldUntil(endpoint: string, now: Date): Date | undefined
  hold(endpoint: string, until: Date): void
}

export interface Place {
  /** In milliseconds: a service that has proved nothing gets less patience. */
  readonly limitMs: number
  /** Gives the place back; whether the attempt was over soon decides how wide the lane is from now on. */
  leave(): void
}

export const laneLimits = {
  /** Of one service that answers: as many as there are connections to it. */
  proven: 8,
  /** Of one that did not, or is not known. */
  unproven: 2,
  /** Of all those together. */
  unprovenTogether: 8,
  patienceMs: { proven: 12_000, unproven: 5_000 },
  /** An attempt that takes longer has not been answered. */
  soonMs: 3_000,
} as const

/** What is remembered of services and addresses, in numbers of them. */
const memory = 2000

/** Those of the browsers: after a start nobody has to wait behind strangers for them. */
const ofBrowsers = [
  'https://fcm.googleapis.com',
  'https://updates.push.services.mozilla.com',
  'https://web.push.apple.com',
]

interface Lane {
  proven: boolean
  inside: number
}

export function createPushLanes(clock: () => number = () => performance.now()): PushLanes {
  const lanes = new Map<string, Lane>(ofBrowsers.map((origin) => [origin, { proven: true, inside: 0 }]))
  const holds = new Map<string, Date>()
  let strangers = 0

  return {
    enter(endpoint) {
      const lane = laneOf(new URL(endpoint).origin)
      const { proven } = lane
      if (lane.inside >= (proven ? laneLimits.proven : laneLimits.unproven)) return undefined
      if (!proven && strangers >= laneLimits.unprovenTogether) return undefined
      const began = clock()
      lane.inside += 1
      if (!proven) strangers += 1
      return {
        limitMs: proven ? laneLimits.patienceMs.proven : laneLimits.patienceMs.unproven,
        leave() {
          lane.inside -= 1
          if (!proven) strangers -= 1
          lane.proven = clock() - began < laneLimits.soonMs
        },
      }
    },
    heldUntil(endpoint, now) {
      const until = holds.get(endpoint)
      if (until && until > now) return until
      holds.delete(endpoint)
      return undefined
    },
    hold(endpoint, until) {
      makeRoom(holds, () => true)
      holds.set(endpoint, until)
    },
  }

  function laneOf(origin: string): Lane {
    const known = lanes.get(origin)
    if (known) return known
    makeRoom(lanes, ({ inside }) => inside === 0)
    const lane: Lane = { proven: false, inside: 0 }
    lanes.set(origin, lane)
    return lane
  }
}

/** Forgets the oldest that may be forgotten. */
function makeRoom<T>(map: Map<string, T>, mayGo: (value: T) => boolean): void {
  if (map.size < memory) return
  for (const [key, value] of map) {
    if (!mayGo(value)) continue
    map.delete(key)
    return
  }
}
