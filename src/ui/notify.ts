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

/** Says in one line what happened. Never the only place for a result that matters. */
export function notify(title: string, { tone = 'done', undo }: NotifyOptions = {}): void {
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

/** Milliseconds; 0 stays. The clock stands still while the pointer or the focus is on the region. */
function timeoutOf(tone: 'done' | 'error', canUndo: boolean) {
  if (tone === 'error') return 0
  return canUndo ? 8000 : 5000
}
