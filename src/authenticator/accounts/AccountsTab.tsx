import { ChevronRight, Plus } from 'lucide-react'
import { Avatar } from '#ui/Avatar.tsx'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { TabPage } from '../frame/TabPage.tsx'
import { usePhoneState } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'
import { standingOf } from './standing.ts'

const { accounts: words } = texts

/** One entry for each organisation. */
export function AccountsTab({ onAdd }: { onAdd: () => void }) {
  const { enrolments, statuses } = usePhoneState()
  return (
    <TabPage title={words.title}>
      <ul className="grid gap-3">
        {enrolments.map(({ deviceId, org, user }) => {
          const status = statuses[deviceId]
          const standing = status && standingOf(status)
          const count = status?.accounts.length ?? 0
          return (
            <li key={deviceId}>
              <a
                href={`#account/${deviceId}`}
                className="flex min-h-20 items-center gap-3.5 rounded-card border border-line bg-surface px-4 py-3 hover:bg-hover"
              >
                <Avatar name={org.name} seed={deviceId} size="large" />
                <span className="grid min-w-0 flex-1 justify-items-start">
                  <span className="text-card font-semibold wrap-anywhere">{org.name}</span>
                  <span className="text-meta text-muted wrap-anywhere">{user.hint}</span>
                  {count > 0 && <span className="text-meta text-muted">{words.applicationCount(count)}</span>}
                  {standing && (
                    <span className="mt-1">
                      <Badge tone={standing.tone}>{standing.word}</Badge>
                    </span>
                  )}
                </span>
                <ChevronRight size={18} aria-hidden className="shrink-0 text-muted rtl:rotate-180" />
              </a>
            </li>
          )
        })}
      </ul>
      <div>
        <Button icon={<Plus size={18} aria-hidden />} onClick={onAdd}>
          {words.add}
        </Button>
      </div>
    </TabPage>
  )
}
