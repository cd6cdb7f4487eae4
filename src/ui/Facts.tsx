import { Fragment, type ReactNode } from 'react'

interface FactsProps {
  /** Name and value, in this order; a value that is undefined is left out. */
  items: readonly (readonly [name: string, value: ReactNode])[]
}

/** Names and values below each other, as in the cards of an object's page. */
export function Facts({ items }: FactsProps) {
  return (
    <dl className="grid items-baseline grid-cols-[fit-content(50%)_minmax(0,1fr)] gap-x-4 gap-y-2 text-control">
      {items.map(
        ([name, value]) =>
          value !== undefined && (
            <Fragment key={name}>
              <dt className="min-w-24 py-0.5 text-muted">{name}</dt>
              <dd className="min-w-0 py-0.5 wrap-anywhere">{value}</dd>
            </Fragment>
          ),
      )}
    </dl>
  )
}
