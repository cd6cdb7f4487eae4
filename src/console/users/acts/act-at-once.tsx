import { useEffect, useRef } from 'react'
import type { User } from '#contract/users.ts'
import { errorMessage } from '#ui/error-message.ts'
import { notify } from '#ui/notify.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Does it, and says what to say and how to take it back; throws what the server refuses. */
export type AtOnce = (user: User) => Promise<{ said: string; undo?: () => Promise<unknown> }>

/**
 * Makes of an act without a question what a dialog is to one with: it is done as soon as it opens. What comes of it is said below, and
 * where it can be taken back there is an Undo.
 */
export function actAtOnce(useAct: () => AtOnce) {
  return whenOpen(({ user, onClose, onDone }: OpenAct) => {
    const act = useAct()
    const isBegun = useRef(false)
    useEffect(() => {
      if (isBegun.current) return
      isBegun.current = true
      const refused = (error: unknown) => {
        if (!(error instanceof Error)) throw error
        notify(errorMessage(error), { tone: 'error' })
      }
      act(user)
        .then(({ said, undo }) => {
          notify(said, { ...(undo && { undo: () => void undo().catch(refused) }) })
          onClose()
          onDone?.()
        })
        .catch((error: unknown) => {
          refused(error)
          onClose()
        })
    }, [act, user, onClose, onDone])
    return null
  })
}
