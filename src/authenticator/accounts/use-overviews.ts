import { useEffect, useState } from 'react'
import type { DeviceId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { type Overview, readOverview } from '#phone/overview.ts'
import { appPhone } from '../app-phone.ts'

interface Overviews {
  readonly byDevice: Readonly<Record<DeviceId, Overview>>
  readonly isLoading: boolean
  /** Some organisation could not be asked. One that does not answer this phone any more is no failure: its state says why. */
  readonly failed: boolean
  readonly again: () => void
}

/** What these organisations know of the person's phones and requests: asked on showing, on coming back, and never kept. */
export function useOverviews(enrolments: readonly Enrolment[]): Overviews {
  const [byDevice, setByDevice] = useState<Overviews['byDevice']>({})
  const [isLoading, setLoading] = useState(true)
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const ids = enrolments.map(({ deviceId }) => deviceId).join()
  useEffect(() => {
    let isOver = false
    async function load() {
      const outcomes = await Promise.all(ids.split(',').map((id) => readOne(id as DeviceId)))
      if (isOver) return
      setByDevice(
        Object.fromEntries(outcomes.flatMap((one) => (one.overview ? [[one.id, one.overview]] : []))),
      )
      setFailed(outcomes.some((one) => one.failed))
      setLoading(false)
    }
    const seen = () => {
      if (document.visibilityState === 'visible' && attempt >= 0) void load()
    }
    seen()
    document.addEventListener('visibilitychange', seen)
    window.addEventListener('online', seen)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', seen)
      window.removeEventListener('online', seen)
    }
  }, [ids, attempt])
  return { byDevice, isLoading, failed, again: () => setAttempt(attempt + 1) }
}

async function readOne(id: DeviceId): Promise<{ id: DeviceId; overview?: Overview; failed: boolean }> {
  const enrolment = await appPhone.store.findEnrolment(id)
  if (!enrolment) return { id, failed: false }
  try {
    return { id, overview: await readOverview(appPhone, enrolment), failed: false }
  } catch (error) {
    return {
      id,
      failed: !(error instanceof Problem) || error.code === 'unavailable' || error.code === 'internal-error',
    }
  }
}
