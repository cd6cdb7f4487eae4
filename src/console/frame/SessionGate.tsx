import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useContext, useEffect, useMemo, useState } from 'react'
import type { Client } from '#contract/client.ts'
import { getMe } from '#contract/me.ts'
import { ApiContext } from '#ui/api.ts'
import { addresses, here } from '../addresses.ts'
import { hasCode } from '../api/has-code.ts'
import { whenSignedInElsewhere } from './signed-in-elsewhere.ts'

// Without it there is one way left: to sign in on this page.
const SignedOutDialog = lazy(async () => {
  const file = await import('./SignedOutDialog.tsx').catch(leaveToSignIn)
  return { default: file.SignedOutDialog }
})

/**
 * Notices that the session is over and says so above the page, which stays as it is. Once the same person is signed in again,
 * here or in another tab, the page goes on; for somebody else it is loaded afresh.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const call = useContext(ApiContext)
  const cache = useQueryClient()
  const [isOver, setOver] = useState(false)
  const client = useMemo(() => watching(call, () => setOver(true)), [call])
  useEffect(() => {
    if (!isOver) return
    const before = cache.getQueryData<{ user: { id: string } }>(['me', getMe.path, { params: {}, body: {} }])
    const look = async () => {
      // Still signed out, or no network: the dialog stays.
      const me = await call(getMe, { params: {}, body: {} }).catch(() => undefined)
      if (!me) return
      if (before && before.user.id !== me.user.id) window.location.reload()
      setOver(false)
      await cache.invalidateQueries()
    }
    const onFocus = () => void look()
    window.addEventListener('focus', onFocus)
    const stop = whenSignedInElsewhere(onFocus)
    return () => {
      window.removeEventListener('focus', onFocus)
      stop()
    }
  }, [isOver, call, cache])
  return (
    <ApiContext value={client}>
      {children}
      <Suspense>{isOver && <SignedOutDialog />}</Suspense>
    </ApiContext>
  )
}

function leaveToSignIn(): Promise<never> {
  window.location.assign(addresses.signIn(here()))
  return new Promise(() => {})
}

const watching =
  (call: Client, onEnd: () => void): Client =>
  async (operation, input, options) => {
    try {
      return await call(operation, input, options)
    } catch (error) {
      if (error instanceof Error && hasCode(error, 'unauthenticated')) onEnd()
      throw error
    }
  }
