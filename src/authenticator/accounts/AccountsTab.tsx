import { ChevronRight, Plus } from 'lucide-react'
import { Avatar } from '#ui/Avatar.tsx'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { TabPage } from '../frame/TabPage.tsx'
import { usePhoneState } from '../phone-state.ts'
import { standings } from './standing.ts'

export function AccountsTab({ onAdd }: { onAdd: () => void }) {
  const { enrolments, statuses } = usePhoneState()
  return (
    <TabPage title="Accounts">
      <ul className="grid gap-3">
        {enrolments.map(({ deviceId, org, user }) => {
          const state = statuses[deviceId]?.state
          return (
            <li key={deviceId}>
              <a
                href={`#account/${deviceId}`}
                className="flex min-h-20 items-center gap-3.5 rounded-card border border-line bg-surface px-4 py-3 hover:bg-hover"
              >
                <Avatar name={org.name} seed={deviceId} size="large" />
                <span className="min-w-0 flex-1">
                  <span className="block text-card font-semibold wrap-anywhere">{org.name}</span>
                  <span className="block text-meta text-muted wrap-anywhere">{user.hint}</span>
                  {state && <Badge tone={standings[state].tone}>{standings[state].word}</Badge>}
                </span>
                <ChevronRight size={18} aria-hidden className="shrink-0 text-muted rtl:rotate-180" />
              </a>
            </li>
          )
        })}
      </ul>
      <div>
        <Button icon={<Plus size={18} aria-hidden />} onClick={onAdd}>
          Add an organisation
        </Button>
      </div>
    </TabPage>
  )
}
