import { createContext, useContext } from 'react'
import type { Me } from '#contract/me.ts'

export const MeContext = createContext<Me | null>(null)

/** Who is signed in; below `MeGate` only. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('Wrap the tree in <MeGate>')
  return me
}
