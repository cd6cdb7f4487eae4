import { createContext, useContext } from 'react'
import { addresses } from '../addresses.ts'

/** What can be open on the page; it stands in the address, so that a proof comes back to it. */
export const layers = [
  'password',
  'remove-password',
  'contact',
  'email',
  'remove-email',
  'push-target',
  'keep-device',
  'remove-device',
  'link',
  'unlink',
  'add-passkey',
  'resume-pushes',
  'rename-passkey',
  'remove-passkey',
] as const
export type Layer = (typeof layers)[number]

/** Seconds that are kept back, so that a proof does not end while somebody types. */
const marginSeconds = 120
const provedForSeconds = 600

export interface Proof {
  /** When the person last showed who they are. */
  readonly provedAt: Date
  /** What is open, and of what: an id. */
  readonly open: { readonly layer: Layer; readonly id: string | null } | null
  setOpen(open: { layer: Layer; id?: string } | null): void
}

export const ProofContext = createContext<Proof | null>(null)

/**
 * Opens what changes how one signs in: at once after a fresh proof, else by way of the sign-in page, which asks for one and comes back to it.
 */
export function useProof() {
  const proof = useContext(ProofContext)
  if (!proof) throw new Error('Wrap the tree in <ProofContext>')
  const isFresh = () => Date.now() - proof.provedAt.getTime() < (provedForSeconds - marginSeconds) * 1000
  return {
    open: proof.open,
    close: () => proof.setOpen(null),
    /** What changes nothing about how one signs in. */
    show: (layer: Layer, id: string) => proof.setOpen({ layer, id }),
    begin(layer: Layer, id?: string) {
      if (isFresh()) proof.setOpen({ layer, ...(id && { id }) })
      else window.location.assign(addresses.prove(id ? `${layer}:${id}` : layer))
    },
    isOpen: (layer: Layer, id?: string) =>
      proof.open?.layer === layer && (id === undefined || proof.open.id === id),
  }
}

/** What the address says is open. */
export function openIn(search: string): Proof['open'] {
  const [name, id = null] = (new URLSearchParams(search).get('open') ?? '').split(':')
  const layer = layers.find((one) => one === name)
  return layer ? { layer, id } : null
}
