import { lazy } from 'react'

const load = () => import('./LaterSteps.tsx')

/** Begins to fetch what follows the first screens, while they are read. */
export const prepareLaterSteps = (): void => void load().catch(() => {})

/** A phone that was out of reach just now is not left with an empty screen: it is tried until it comes. In milliseconds. */
const pauseMs = 2000

/** What follows the first screens of a set-up. */
export const LaterSteps = lazy(async () => {
  for (;;) {
    try {
      return { default: (await load()).LaterSteps }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
})
