import { Toast } from '@base-ui/react/toast'
import { layersTexts } from './texts/layers.tsx'

/** What `Toaster` shows. */
export const notifications = Toast.createToastManager()

interface NotifyOptions {
  /** An error stays until it is dismissed. */
  tone?: 'done' | 'error'
  /** Takes back what was done; gives the person 8 seconds for it. */
  undo?: () => void
}

const waiting: (() => void)[] = []
let isShowing = false
let wake = () => {}

/** Says in one line what happened. Never the only place for a result that matters. */
export function notify(title: string, { tone = 'done', undo }: NotifyOptions = {}): void {
  const show = () => {
    const id = notifications.add({
      title,
      type: tone,
      timeout: timeoutOf(tone, undo !== undefined),
      ...(tone === 'error' && { priority: 'high' as const }),
      ...(undo && {
        actionProps: {
          children: layersTexts.undo,
          onClick: () => {
            notifications.close(id)
            undo()
          },
        },
      }),
    })
  }
  if (isShowing) show()
  else {
    waiting.push(show)
    wake()
  }
}

/** Has `listen` called by a notification that nobody shows yet; returns what ends that. */
export function whenNotified(listen: () => void): () => void {
  wake = listen
  if (waiting.length > 0) listen()
  return () => {
    wake = () => {}
  }
}

/** Shows what has waited, and from now on everything at once; returns what ends that. */
export function beginShowing(): () => void {
  isShowing = true
  for (const show of waiting.splice(0)) show()
  return () => {
    isShowing = false
  }
}

/** Milliseconds; 0 stays. The clock stands still while the pointer or the focus is on the region. */
function timeoutOf(tone: 'done' | 'error', canUndo: boolean) {
  if (tone === 'error') return 0
  return canUndo ? 8000 : 5000
}
