import { LoaderCircle } from 'lucide-react'

/** Something is on its way. Says nothing to a screen reader: the text beside it does. */
export function Spinner({ size = 16 }: { size?: number }) {
  return <LoaderCircle className="turns shrink-0" size={size} aria-hidden />
}
