import type { Overview } from '#phone/overview.ts'
import { Badge } from '#ui/Badge.tsx'
import { Card } from '#ui/Card.tsx'
import { texts } from '../texts/texts.ts'
import { fromSeconds, whenOf } from '../time-words.ts'

const { phones: words } = texts.accounts

/** The person's other phones at one organisation: one that they do not know is worth a call. */
export function PhonesCard({ overview }: { overview: Overview }) {
  const others = overview.devices.filter(({ current }) => !current)
  return (
    <Card title={words.title} empty={others.length === 0 && words.none}>
      <ul className="grid gap-3">
        {others.map(({ name, model, push_target, last_active, replaced_at }) => (
          <li
            key={`${name} ${model} ${last_active}`}
            className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1"
          >
            <span className="min-w-0 flex-1 basis-40">
              <span className="block font-medium wrap-anywhere">{name}</span>
              <span className="block text-meta text-muted wrap-anywhere">
                {[model !== name && model, words.lastActive(whenOf(fromSeconds(last_active)))]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {push_target && <Badge tone="success">{words.alerts}</Badge>}
            {replaced_at !== null && <Badge tone="warning">{words.replaced}</Badge>}
          </li>
        ))}
      </ul>
    </Card>
  )
}
