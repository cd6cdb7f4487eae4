import type { ReactNode } from 'react'
import { getMe } from '#contract/me.ts'
import { useOperationQuery } from '#ui/api.ts'
import { hasCode } from '../api/has-code.ts'
import { ErrorState } from './ErrorState.tsx'
import { MeContext } from './me.ts'

/** Shows what is inside once it is known who is signed in. */
export function MeGate({ children }: { children: ReactNode }) {
  const me = useOperationQuery(getMe, { params: {}, body: {} })
  if (me.data) return <MeContext value={me.data}>{children}</MeContext>
  // Of an ended session the dialog above tells.
  if (!me.error || hasCode(me.error, 'unauthenticated')) return null
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <ErrorState error={me.error} onRetry={() => void me.refetch()} />
    </main>
  )
}
