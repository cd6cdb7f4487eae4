import { WifiOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { fieldsTexts } from './texts/fields.ts'

/** Tells at the top of the page that the network is gone. */
export function OfflineBar({ text = fieldsTexts.offline }: { text?: string }) {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <div role="status">
      {!isOnline && (
        <p className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-2 text-control font-medium text-warning">
          <WifiOff size={16} aria-hidden className="shrink-0" />
          {text}
        </p>
      )}
    </div>
  )
}

function subscribe(changed: () => void) {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}
