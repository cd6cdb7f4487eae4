import { useSyncExternalStore } from 'react'

/** Where in the app: the fragment, so that the system's back gesture works and a reload stays. */
export function usePlace(): readonly [page: string, detail: string] {
  const fragment = useSyncExternalStore(subscribe, () => location.hash)
  const [page = '', detail = ''] = decodeURIComponent(fragment.slice(1)).split('/')
  return [page, detail]
}

export const go = (place: string) => {
  location.hash = place
}

function subscribe(changed: () => void) {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}
