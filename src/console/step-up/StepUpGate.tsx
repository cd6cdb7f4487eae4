import { type ComponentType, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { ApiContext } from '#ui/api.ts'
import type { ProofDialogProps } from './ProofDialog.tsx'
import { withStepUp } from './with-step-up.ts'

interface Asked {
  reason: string
  settle: (proved: boolean) => void
  Dialog: ComponentType<ProofDialogProps>
}

/**
 * Everything inside may call what needs a fresh approval: the dialog for it opens by itself, above whatever is open. It is fetched when
 * it is first needed; where that fails, the server's refusal stands in the form that was sent, with what was typed.
 */
export function StepUpGate({ children }: { children: ReactNode }) {
  const call = useContext(ApiContext)
  const [asked, setAsked] = useState<Asked | null>(null)
  // Calls that are refused at the same time wait for one approval.
  const waiting = useRef<Promise<boolean> | null>(null)
  const client = useMemo(() => {
    const ask = async (reason: string) => {
      const file = await import('./ProofDialog.tsx').catch(() => undefined)
      if (!file) return false
      return new Promise<boolean>((resolve) => {
        setAsked({
          reason,
          Dialog: file.ProofDialog,
          settle: (proved) => {
            setAsked(null)
            resolve(proved)
          },
        })
      })
    }
    const prove = (reason: string) => {
      waiting.current ??= ask(reason).finally(() => {
        waiting.current = null
      })
      return waiting.current
    }
    return withStepUp(call, prove)
  }, [call])
  return (
    <>
      <ApiContext value={client}>{children}</ApiContext>
      {asked && <asked.Dialog reason={asked.reason} onEnd={asked.settle} />}
    </>
  )
}
