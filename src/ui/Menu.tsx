import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { classes } from './classes.ts'
import { KeyHint } from './KeyHint.tsx'
import { Link } from './Link.tsx'

export interface MenuAct {
  label: string
  /** 16 px. */
  icon?: ReactNode
  /** The key that does the same. */
  keys?: string
  /** Marks what removes or ends something; stands apart from what is above it. */
  danger?: boolean
  /** Why it does not apply now: it stays in the list, greyed, and says so. */
  disabledReason?: string | undefined
  /** What it does; or where it goes. */
  onSelect?: () => void
  href?: string
}

/** `separator` draws a line between groups. */
export type MenuItem = MenuAct | 'separator'

interface MenuProps {
  /** The button that opens it: a Button or an IconButton. */
  trigger: ReactElement
  items: readonly MenuItem[]
  align?: 'start' | 'end'
}

export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className="layer max-h-(--available-height) max-w-[min(20rem,var(--available-width))] min-w-48 overflow-y-auto rounded-card border border-line bg-raised p-1 text-control text-fg shadow-raised outline-none">
            {items.map((item, index) => {
              // biome-ignore lint/suspicious/noArrayIndexKey: a separator has no other name
              if (item === 'separator') return <Separator key={index} />
              return <Act key={item.label} act={item} />
            })}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

const Separator = () => <Base.Separator className="mx-2 my-1 h-px bg-line" />

function Act({ act }: { act: MenuAct }) {
  const { label, icon, keys, danger = false, disabledReason, onSelect, href } = act
  const isDisabled = disabledReason !== undefined
  const shared = {
    className: classes(
      'flex min-h-8 items-start gap-2.5 rounded-control px-2.5 py-1.5 outline-none data-highlighted:bg-hover',
      isDisabled ? 'text-muted' : danger && 'text-danger-text',
    ),
    label,
  }
  const content = (
    <>
      {icon && <span className="mt-0.5 shrink-0">{icon}</span>}
      <span className="min-w-0 flex-1">
        {label}
        {isDisabled && <span className="block text-meta">{disabledReason}</span>}
      </span>
      {keys && <KeyHint keys={keys} />}
    </>
  )
  if (href !== undefined && !isDisabled) {
    return (
      <Base.LinkItem {...shared} closeOnClick render={<Link href={href} />}>
        {content}
      </Base.LinkItem>
    )
  }
  return (
    <Base.Item {...shared} disabled={isDisabled} {...(onSelect && { onClick: onSelect })}>
      {content}
    </Base.Item>
  )
}
