import {
  type ButtonHTMLAttributes,
  cloneElement,
  type ReactElement,
  Suspense,
  useState,
  useTransition,
} from 'react'
import { lazyLayer } from '../frame/lazy-layer.ts'
import type { UsersFilterPopoverProps } from './UsersFilterPopover.tsx'

const load = () => import('./UsersFilterPopover.tsx')
const Popover = lazyLayer(async () => (await load()).UsersFilterPopover)

interface UsersFilterLayerProps extends UsersFilterPopoverProps {
  trigger: ReactElement<ButtonHTMLAttributes<HTMLButtonElement>>
}

/**
 * A button and the layer that it opens, whose code comes when a hand nears it. A press that is quicker is not lost: the button keeps its
 * place and the focus until the layer is there, and the layer is open then.
 */
export function UsersFilterLayer(props: UsersFilterLayerProps) {
  const [isWanted, setWanted] = useState(false)
  const [, begin] = useTransition()
  // What fails here is tried again by the press, which says so.
  const prepare = () => void load().catch(() => {})
  return (
    <Suspense>
      {isWanted ? (
        <Popover {...props} />
      ) : (
        cloneElement(props.trigger, {
          'aria-haspopup': 'dialog',
          'aria-expanded': false,
          onPointerEnter: prepare,
          onFocus: prepare,
          onClick: () => begin(() => setWanted(true)),
        })
      )}
    </Suspense>
  )
}
