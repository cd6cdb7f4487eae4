import { Check, ChevronsUpDown } from 'lucide-react'
import { listOwnOrganisations } from '#contract/me.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Menu } from '#ui/Menu.tsx'
import { frameTexts } from '../texts/frame.ts'
import { useMe } from './me.ts'

/** Which organisation this is. Whoever administers several with the same identity goes to another from here, and signs in there. */
export function OrganisationName() {
  const { organisation } = useMe()
  const own = useOperationQuery(listOwnOrganisations, { params: {}, body: {} })
  const items = own.data?.items ?? []
  if (items.length < 2) return <span className="truncate px-1.5">{organisation.name}</span>
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="flex min-w-0 items-center gap-1 rounded-control px-1.5 py-1 hover:bg-hover data-popup-open:bg-hover"
        >
          <span className="sr-only">{frameTexts.organisation}</span>
          <span className="truncate">{organisation.name}</span>
          <ChevronsUpDown size={14} aria-hidden className="shrink-0" />
        </button>
      }
      items={items.map(({ name, baseUrl, current }) => ({
        label: current ? frameTexts.thisOne(name) : name,
        icon: current ? <Check size={16} aria-hidden /> : <span className="block size-4" />,
        // Another console, with a session of its own: the page is left.
        onSelect: () => {
          if (!current) window.location.assign(`${baseUrl}/admin`)
        },
      }))}
    />
  )
}
