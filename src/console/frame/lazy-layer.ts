import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/**
 * A layer whose code is fetched when it first opens. After an update of the server an open page asks for files that are gone: then it is
 * loaded afresh, which loses nothing, since nothing was typed into the layer yet.
 */
export function lazyLayer<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await load().catch(startAfresh) }))
}

const stored = 'latchkey.started-afresh'
/** Not again within this time, in milliseconds: what is wrong then is something else. */
const pause = 60_000

function startAfresh(error: unknown): Promise<never> {
  if (!navigator.onLine || Date.now() - lastTime() < pause) throw error
  try {
    sessionStorage.setItem(stored, String(Date.now()))
  } catch {
    // Without a memory it could go round for ever.
    throw error
  }
  window.location.reload()
  return new Promise(() => {})
}

function lastTime(): number {
  try {
    return Number(sessionStorage.getItem(stored) ?? 0)
  } catch {
    return Date.now()
  }
}
