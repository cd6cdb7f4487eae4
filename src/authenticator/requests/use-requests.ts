import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { RequestId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Challenge, fetchChallenge, listWaiting } from '#phone/answer.ts'
import { ForgedMessageError } from '#phone/jws.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { appPhone } from '../app-phone.ts'
import { checkAccounts, phoneState, usePhoneState } from '../phone-state.ts'
import { currentPush } from '../push-registration.ts'
import type { FromWorker } from '../worker-messages.ts'
import { type EndingName, endingOf } from './request-endings.ts'

/** A request as it is on screen. */
export interface OpenRequest {
  readonly enrolment: Enrolment
  readonly challenge: Challenge
  /** Scanned in this app: takes the number's place. */
  readonly q: string | null
  /** Several came within a few minutes. */
  readonly isFlood: boolean
}

export interface Requests {
  readonly current: OpenRequest | null
  /** What became of a request that this phone did not answer. */
  readonly ended: EndingName | null
  /** The last look failed: the server is out of reach. */
  readonly isAway: boolean
  /** A message that does not verify; nothing of it is shown. */
  readonly forged: boolean
  /** Looks at a request that a QR code names. Throws what `explain` explains. */
  openScanned: (link: { iss: string; rid: string; q: string }) => Promise<void>
  /** An answer to the request on screen is under way or given: from then on its end is our own doing. */
  setAnswering: (isAnswering: boolean) => void
  /** The request on screen has been dealt with. */
  close: () => void
}

const everyMs = 2500
const longestMs = 30_000
/** A removal's push says more than a refused look: it gets this long to arrive. */
const pushGraceMs = 4000
const flood = { count: 3, withinMs: 300_000 }

/**
 * Looks for requests while the app is in front: every few seconds, and at once when it comes to the front, on a push, and when
 * the network is back.
 *
 * @param wanted the request that a notification was tapped for: told about even when it is over.
 */
export function useRequests(enabled: boolean, wanted: string | null): Requests {
  const [opened, setCurrent] = useState<OpenRequest | null>(null)
  const { enrolments } = usePhoneState()
  // A removal ends what is on screen with it: there is no key left to answer with.
  const isOurs = enrolments.some(({ deviceId }) => deviceId === opened?.enrolment.deviceId)
  const current = isOurs ? opened : null
  const [ended, setEnded] = useState<EndingName | null>(null)
  const [isAway, setAway] = useState(false)
  const [forged, setForged] = useState(false)
  const dealtWith = useRef(new Set<string>())
  const arrivals = useRef(new Map<string, number>())
  const asked = useRef(wanted)

  const isFlooded = (rid: string) => {
    arrivals.current.set(rid, arrivals.current.get(rid) ?? Date.now())
    const recent = [...arrivals.current.values()].filter((at) => at > Date.now() - flood.withinMs)
    return recent.length > flood.count
  }

  const open = async (enrolment: Enrolment, rid: RequestId, q: string | null) => {
    const challenge = await fetchChallenge(appPhone, enrolment, rid)
    setEnded(null)
    setCurrent({ enrolment, challenge, q, isFlood: isFlooded(rid) })
  }

  const tellEnd = (rid: string, error: unknown) => {
    dealtWith.current.add(rid)
    setCurrent(null)
    if (error instanceof ForgedMessageError) setForged(true)
    else if (error instanceof Problem && error.code === 'request-ended')
      setEnded(endingOf(error.members['state']))
    else if (error instanceof Problem && error.code === 'device-suspended') setEnded('paused')
    else if (error instanceof Problem) {
      setEnded('unknown')
      // Refused for what became of the account: that is said next.
      void checkAccounts()
    } else throw error
  }

  const look = useEffectEvent(async () => {
    const failures: unknown[] = []
    let isFree = !current && !ended && !forged
    for (const enrolment of phoneState().enrolments) {
      try {
        // One request at a time: the next one comes once this is dealt with.
        if (await lookAt(enrolment, isFree)) isFree = false
      } catch (error) {
        // One organisation that is out of reach, or that put this phone out, holds up no other.
        failures.push(error)
      }
    }
    // Where somebody did not answer, it may be theirs: it is looked for again.
    if (!failures.some(isUnreachable)) {
      const missing = asked.current
      asked.current = null
      if (missing && isFree) await tellMissing(missing)
    }
    if (failures.length > 0) throw worst(failures)
  })

  /** Whether a request came on screen, or its end. */
  const lookAt = async (enrolment: Enrolment, isFree: boolean): Promise<boolean> => {
    const waiting = await listWaiting(appPhone, enrolment)
    const onScreen = current?.enrolment.deviceId === enrolment.deviceId ? current.challenge.claims.rid : null
    if (onScreen && !waiting.some(({ rid }) => rid === onScreen) && !dealtWith.current.has(onScreen)) {
      await fetchChallenge(appPhone, enrolment, onScreen).catch((error: unknown) => tellEnd(onScreen, error))
    }
    for (const { rid } of waiting) isFlooded(rid)
    const next = waiting.findLast(({ rid }) => !dealtWith.current.has(rid))
    if (waiting.some(({ rid }) => rid === asked.current)) asked.current = null
    if (!next || !isFree) return false
    await open(enrolment, next.rid, null).catch((error: unknown) => tellEnd(next.rid, error))
    return true
  }

  /** A notification that was tapped too late deserves a word. It does not say whose it is: each organisation is asked. */
  const tellMissing = async (rid: string) => {
    let refusal: unknown
    for (const enrolment of phoneState().enrolments) {
      try {
        // It was not among the waiting; asking for it says why.
        return await open(enrolment, rid as RequestId, null)
      } catch (error) {
        if (error instanceof Problem && error.code === 'approval-request-not-found') continue
        if (tells(error)) return tellEnd(rid, error)
        refusal ??= error
      }
    }
    if (refusal) tellEnd(rid, refusal)
    else setEnded('unknown')
  }

  useEffect(() => {
    if (!enabled) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let failures = 0
    let isLooking = false
    let isOver = false
    async function run() {
      clearTimeout(timer)
      if (isOver || isLooking || document.visibilityState !== 'visible') return
      isLooking = true
      try {
        await look()
        failures = 0
        setAway(false)
      } catch (error) {
        failures += 1
        if (error instanceof Problem && error.code === 'device-removed') void learnWhy()
        else setAway(isUnreachable(error))
      }
      isLooking = false
      if (!isOver) timer = setTimeout(() => void run(), Math.min(everyMs * 2 ** failures, longestMs))
    }
    const now = () => {
      failures = 0
      void run()
    }
    const heard = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind !== 'requests') return
      if (data.open) asked.current = data.open
      now()
    }
    document.addEventListener('visibilitychange', now)
    window.addEventListener('focus', now)
    window.addEventListener('online', now)
    navigator.serviceWorker?.addEventListener('message', heard)
    void run()
    return () => {
      isOver = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', now)
      window.removeEventListener('focus', now)
      window.removeEventListener('online', now)
      navigator.serviceWorker?.removeEventListener('message', heard)
    }
  }, [enabled])

  return {
    current,
    ended,
    isAway,
    forged,
    async openScanned({ iss, rid, q }) {
      const base = iss.replace(/\/$/, '')
      const enrolment = phoneState().enrolments.find((known) => known.iss === base)
      if (!enrolment) throw new Problem('approval-request-not-found')
      await open(enrolment, rid as RequestId, q)
    },
    setAnswering(isAnswering) {
      if (!current) return
      const { rid } = current.challenge.claims
      if (isAnswering) dealtWith.current.add(rid)
      else dealtWith.current.delete(rid)
    },
    close() {
      if (current) {
        const { rid } = current.challenge.claims
        dealtWith.current.add(rid)
        void takeBackNotification(rid)
      }
      setCurrent(null)
      setEnded(null)
      setForged(false)
    },
  }
}

const isUnreachable = (error: unknown): boolean => !(error instanceof Problem) || error.code === 'unavailable'

/** What a removal brings about goes before a network that is away. */
const worst = (failures: readonly unknown[]): unknown =>
  failures.find((error) => error instanceof Problem && error.code === 'device-removed') ?? failures[0]

/** Says what became of that very request; anything else says how the phone stands with whoever was asked. */
const tells = (error: unknown): boolean =>
  error instanceof ForgedMessageError || (error instanceof Problem && error.code === 'request-ended')

/** Who has answered in the app needs no reminder beside it. */
async function takeBackNotification(rid: string): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/app/')
  for (const shown of (await registration?.getNotifications({ tag: rid })) ?? []) shown.close()
}

/** Why this phone is refused: asked once a removal's push has had its time. */
async function learnWhy(): Promise<void> {
  const push = await currentPush()
  if (push.kind === 'webpush') await new Promise((resolve) => setTimeout(resolve, pushGraceMs))
  await checkAccounts()
}
