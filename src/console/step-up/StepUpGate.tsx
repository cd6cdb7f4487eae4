import { type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { ApiContext } from '#ui/api.ts'
import { ProofDialog } from './ProofDialog.tsx'
import { withStepUp } from './with-step-up.ts'

interface Asked {
  reason: string
  settle: (proved: boolean) => void
}

/** Everything inside may call what needs a fresh approval: the dialog for it opens by itself, above whatever is open. */
export function StepUpGate({ children }: { children: ReactNode }) {
  const call = useContext(ApiContext)
  const [asked, setAsked] = useState<Asked | null>(null)
  // Calls that are refused at the same time wait for one approval.
  const waiting = useRef<Promise<boolean> | null>(null)
  const client = useMemo(() => {
    const prove = (reason: string) => {
      waiting.current ??= new Promise<boolean>((resolve) => {
        setAsked({
          reason,
          settle: (proved) => {
            waiting.current = null
            setAsked(null)
            resolve(proved)
          },
        })
      })
      return waiting.current
    }
    return withStepUp(call, prove)
  }, [call])
  return (
    <>
      <ApiContext value={client}>{children}</ApiContext>
      {asked && <ProofDialog reason={asked.reason} onEnd={asked.settle} />}
    </>
  )
}
