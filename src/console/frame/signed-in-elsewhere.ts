const channel = 'latchkey.signed-in'

/** Tells this person's other tabs that they are signed in again. */
export function tellSignedIn(): void {
  const tabs = new BroadcastChannel(channel)
  tabs.postMessage('signed-in')
  tabs.close()
}

/** Calls when another tab says so, until what it returns is called. */
export function whenSignedInElsewhere(act: () => void): () => void {
  const tabs = new BroadcastChannel(channel)
  tabs.addEventListener('message', act)
  return () => tabs.close()
}
