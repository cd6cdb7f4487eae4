import { Inbox, KeyRound, Plus, Trash2, UserPlus } from 'lucide-react'
import { Avatar } from '../Avatar.tsx'
import { Badge } from '../Badge.tsx'
import { Button } from '../Button.tsx'
import { Card } from '../Card.tsx'
import { Copyable } from '../Copyable.tsx'
import { EmptyState } from '../EmptyState.tsx'
import { Facts } from '../Facts.tsx'
import { IconButton } from '../IconButton.tsx'
import { KeyHint } from '../KeyHint.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { Notice } from '../Notice.tsx'
import { OfflineBar } from '../OfflineBar.tsx'
import { PageHeader } from '../PageHeader.tsx'
import { Progress } from '../Progress.tsx'
import { QrCode } from '../QrCode.tsx'
import { RelativeTime } from '../RelativeTime.tsx'
import { SkipLink } from '../SkipLink.tsx'
import { TabLinks } from '../TabLinks.tsx'
import { TableSkeleton } from '../TableSkeleton.tsx'
import { TextLink } from '../TextLink.tsx'
import { Tooltip } from '../Tooltip.tsx'

const people = [
  'Amara Okafor',
  'Ingrid Haddad',
  'Priya Lindqvist',
  'Jonas Sato',
  'Kwame',
  'Mei Fernández',
  'Omar O',
  'Łucja Ż',
]
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

export function Pieces(_: { open: string | null }) {
  return (
    <>
      <SkipLink to="content" />
      <OfflineBar />
      <PageHeader
        back={{ href: '?page=people', text: 'Users' }}
        title="Ingrid Haddad"
        leading={<Avatar name="Ingrid Haddad" size="large" />}
        trailing={
          <>
            <Badge tone="success">Active</Badge>
            <Badge tone="neutral">Admin</Badge>
          </>
        }
        meta={
          <span className="flex flex-wrap items-center gap-x-2">
            ingrid@northwind.example · <Copyable value="usr_9f2k" what="user ID" /> · last sign-in{' '}
            <RelativeTime at={minutesAgo(5)} />
          </span>
        }
        actions={
          <>
            <Button>Why can't they sign in?</Button>
            <Button>Suspend User</Button>
            <Button disabledReason="There is nobody to merge into">Merge into…</Button>
          </>
        }
      />
      <Notice
        tone="warning"
        title="Locked after 10 wrong codes, 12 min ago."
        actions={<Button size="compact">Unlock</Button>}
      />
      <TabLinks
        label="Payroll"
        tabs={[
          { href: '?tab=users', text: 'Users', current: true },
          { href: '?tab=settings', text: 'Settings', current: false },
          { href: '?tab=events', text: 'Events', current: false },
        ]}
      />
      <TabLinks
        label="Settings"
        tabs={['Password', 'Sign-in', 'Sessions', 'Devices', 'People', 'Administrators', 'Texts'].map(
          (text) => ({
            href: `?section=${text}`,
            text,
            current: text === 'Texts',
          }),
        )}
      />
      <div id="content" className="grid gap-4 lg:grid-cols-2">
        <Card title="Buttons">
          <div className="grid gap-3">
            <div className="flex flex-wrap items-center gap-2">
              <Button icon={<UserPlus size={16} aria-hidden />}>Add User</Button>
              <Button tone="primary" icon={<Plus size={16} aria-hidden />}>
                Invite
              </Button>
              <Button tone="danger">Remove device</Button>
              <Button tone="quiet">More</Button>
              <LinkButton href="?page=fields">A link</LinkButton>
            </div>
            <div className="flex flex-wrap items-center gap-2">
              <Button pending>Saving</Button>
              <Button tone="primary" pending>
                Create
              </Button>
              <Button disabled>Disabled</Button>
              <Button tone="primary" disabledReason="Fill in the email first">
                With a reason
              </Button>
            </div>
            <div className="flex flex-wrap items-center gap-2">
              <Button size="compact">Compact</Button>
              <Button size="compact" tone="primary">
                Compact
              </Button>
              <IconButton label="Remove Pixel 9" tone="danger" icon={<Trash2 size={16} aria-hidden />} />
              <IconButton label="Add" icon={<Plus size={16} aria-hidden />} />
              <IconButton
                label="Add more"
                tone="plain"
                size="regular"
                icon={<Plus size={16} aria-hidden />}
              />
              <IconButton
                label="Delete"
                disabledReason="Not your own"
                icon={<Trash2 size={16} aria-hidden />}
              />
              <KeyHint keys="⌘K" />
              <Tooltip content="More about this">
                <Button size="compact">Tooltip</Button>
              </Tooltip>
              <TextLink href="?page=people">a link in text</TextLink>
            </div>
          </div>
        </Card>
        <Card title="Identity" actions={<Button size="compact">Edit</Button>}>
          <Facts
            items={[
              ['ID', <Copyable key="id" value="usr_9f2k" what="user ID" />],
              [
                'Email',
                <span key="email">
                  ingrid@northwind.example <Badge tone="success">Verified</Badge>
                </span>,
              ],
              ['Role', 'Admin, help desk'],
              [
                'Status',
                <Badge key="status" tone="success">
                  Active
                </Badge>,
              ],
              ['Created', <RelativeTime key="created" at={new Date('2025-03-31T10:00:00Z')} />],
              ['Updated', <RelativeTime key="updated" at={minutesAgo(130)} />],
            ]}
          />
        </Card>
        <Card title="Badges and initials">
          <div className="grid gap-3">
            <div className="flex flex-wrap gap-2">
              <Badge tone="success">Active</Badge>
              <Badge tone="info">Invited</Badge>
              <Badge tone="warning">Locked</Badge>
              <Badge tone="danger">No way in</Badge>
              <Badge tone="neutral">Deactivated</Badge>
            </div>
            <div className="flex flex-wrap items-center gap-2">
              {people.map((name) => (
                <Avatar key={name} name={name} />
              ))}
              <Avatar name="Ada Lovelace" size="small" />
            </div>
          </div>
        </Card>
        <Card title="Notices">
          <div className="grid gap-2">
            <Notice tone="info">You can leave this page.</Notice>
            <Notice tone="success">Approved. Return to your computer.</Notice>
            <Notice tone="warning" title="Same address">
              A user with this email exists. <TextLink href="?page=people">Open Ingrid Haddad</TextLink>
            </Notice>
            <Notice tone="danger">An organisation keeps at least one active owner</Notice>
          </div>
        </Card>
        <Card title="Progress">
          <div className="grid gap-3">
            <Progress label="Inviting people" value={6231} total={10_000} text="6,231 of 10,000" />
            <Progress label="Exporting" value={310} total={1000} text="310 of 1,000" still />
          </div>
        </Card>
        <Card title="Marks">
          <p>
            <mark>Ingrid</mark> Haddad{' '}
            <span className="text-muted">
              ingrid@<mark>north</mark>wind.example
            </span>
          </p>
        </Card>
        <Card title="Sessions" loading lines={4} />
        <TableSkeleton columns={[{ id: 'name' }, { id: 'status' }]} rows={3} />
        <Card title="Recent events" error={new Error('no')} onRetry={() => {}} />
        <Card title="Devices" trailing="2" empty="No devices. They'll appear after the next enrolment." />
        <Card title="Set up a phone">
          <div className="flex flex-wrap items-center gap-4">
            <QrCode
              value="https://id.northwind.example/app/#c=7F3K2QXM9A.abcdefghijklmnopqrstuvwxyz0123456789"
              alternative="Setup code: open the app, choose Scan"
              size={184}
            />
            <p className="max-w-48 text-control text-muted">Scan with the phone to set it up again.</p>
          </div>
        </Card>
        <Card title="Applications">
          <EmptyState
            icon={<Inbox size={20} aria-hidden />}
            title="Add your first application"
            actions={<Button tone="primary">Add application</Button>}
          >
            An application is what people sign in to.
          </EmptyState>
        </Card>
        <Card title="Providers">
          <EmptyState
            icon={<KeyRound size={20} aria-hidden />}
            title="No users match"
            actions={<Button>Clear filters</Button>}
          />
        </Card>
      </div>
    </>
  )
}
