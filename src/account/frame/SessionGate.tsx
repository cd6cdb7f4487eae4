import { type ReactNode, useContext, useMemo, useState } from 'react'
import type { Client } from '#contract/client.ts'
import { Problem } from '#contract/problem.ts'
import { ApiContext } from '#ui/api.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { addresses } from '../addresses.ts'
import { frameTexts as words } from '../texts/frame.ts'

/** Notices that the session is over, and says so above the page. */
export function SessionGate({ children }: { children: ReactNode }) {
  const call = useContext(ApiContext)
  const [isOver, setOver] = useState(false)
  const client = useMemo(() => watching(call, () => setOver(true)), [call])
  return (
    <ApiContext value={client}>
      {children}
      {isOver && (
        <Dialog title={words.over.title} pending onClose={() => undefined}>
          <p>{words.over.why}</p>
          <div className="flex justify-end">
            <LinkButton tone="primary" href={addresses.signIn}>
              {words.over.signIn}
            </LinkButton>
          </div>
        </Dialog>
      )}
    </ApiContext>
  )
}

const watching =
  (call: Client, onEnd: () => void): Client =>
  async (operation, input, options) => {
    try {
      return await call(operation, input, options)
    } catch (error) {
      if (error instanceof Problem && error.code === 'unauthenticated') onEnd()
      throw error
    }
  }
