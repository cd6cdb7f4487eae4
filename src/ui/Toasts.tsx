import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect } from 'react'
import { beginShowing, notifications } from './notify.ts'
import { layersTexts } from './texts/layers.tsx'

/** Where notifications appear: bottom right, reached by F6. */
export function Toasts() {
  // The provider inside listens already: effects of what is inside run first.
  useEffect(beginShowing, [])
  return (
    <Toast.Provider toastManager={notifications} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-50 grid gap-2 outline-offset-4 sm:start-auto sm:end-6 sm:bottom-6 sm:w-96">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function List() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection={[]}
      className="layer flex items-center gap-3 rounded-card border border-line bg-raised py-2 ps-4 pe-2 text-control text-fg shadow-raised data-limited:hidden"
    >
      {toast.type === 'error' ? (
        <CircleAlert size={16} aria-hidden className="shrink-0 text-danger-text" />
      ) : (
        <CircleCheck size={16} aria-hidden className="shrink-0 text-success" />
      )}
      <Toast.Title render={<p />} className="min-w-0 flex-1 py-1 font-medium" />
      <Toast.Action className="h-7 shrink-0 rounded-control px-2.5 font-semibold text-accent-text hover:bg-hover" />
      <Toast.Close
        aria-label={layersTexts.dismiss}
        // Base UI hides it while the toasts are folded up, and leaves it in reach of the Tab key all the same.
        aria-hidden={false}
        className="grid size-7 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-fg"
      >
        <X size={14} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ))
}
