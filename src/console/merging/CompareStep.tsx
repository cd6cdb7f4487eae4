import type { ReactNode } from 'react'
import type { MergePreview } from '#contract/merging.ts'
import type { User } from '#contract/users.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { roleName } from '../frame/role-names.ts'
import { StatusBadge } from '../users/StatusBadge.tsx'
import { calledApart } from './merge-words.ts'
import { Warnings } from './Warnings.tsx'

interface CompareStepProps {
  preview: MergePreview
  onBack: () => void
  onNext: () => void
}

/** Each field, and how it reads in a cell; `text` is what is compared. */
const rows: readonly { name: string; text: (user: User) => string; cell?: (user: User) => ReactNode }[] = [
  { name: 'Name', text: ({ name }) => name },
  { name: 'Email', text: ({ email }) => email },
  { name: 'Email verified', text: ({ emailVerified }) => (emailVerified ? 'Yes' : 'No') },
  { name: 'Mobile number', text: ({ mobile }) => mobile ?? 'None' },
  { name: 'Personal email', text: ({ personalEmail }) => personalEmail ?? 'None' },
  { name: 'External ID', text: ({ externalId }) => externalId ?? 'None' },
  { name: 'Role', text: ({ adminRole }) => roleName(adminRole) },
  { name: 'Status', text: ({ status }) => status, cell: (user) => <StatusBadge user={user} /> },
  { name: 'Password', text: ({ hasPassword }) => (hasPassword ? 'Yes' : 'No') },
  { name: 'Phones', text: ({ activeDevices }) => activeDevices.toLocaleString() },
  { name: 'Linked providers', text: ({ providerLinks }) => providerLinks.toLocaleString() },
  {
    name: 'Added',
    text: ({ createdAt }) => createdAt.toISOString(),
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
  {
    name: 'Last sign-in',
    text: ({ lastSignInAt }) => lastSignInAt?.toISOString() ?? '',
    cell: ({ lastSignInAt }) => (lastSignInAt ? <RelativeTime at={lastSignInAt} /> : 'Never'),
  },
]

/** Both side by side. What the one to keep says stands. */
export function CompareStep({ preview, onBack, onNext }: CompareStepProps) {
  const { source, target } = preview
  return (
    <>
      <Card title="Compare" id="compare" flush>
        <p className="px-4 pb-3 text-control text-muted text-pretty">
          The values of {calledApart(preview).target} stand. What only the duplicate has is in the preview.
        </p>
        <table className="w-full table-fixed border-t border-line text-control">
          <thead>
            <tr className="align-top">
              <th scope="col" className="w-1/4 px-4 py-2.5 text-start font-medium text-muted max-sm:w-1/3">
                <span className="sr-only">Field</span>
              </th>
              <Heading user={source} badge={<Badge tone="neutral">Duplicate, goes</Badge>} />
              <Heading user={target} badge={<Badge tone="success">Stays</Badge>} />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, text, cell = text }) => {
              const differs = text(source) !== text(target)
              return (
                <tr key={name} className="border-t border-line align-top">
                  <th scope="row" className="px-4 py-2 text-start font-normal text-muted">
                    {name}
                  </th>
                  <td className={`px-4 py-2 wrap-anywhere max-sm:px-2 ${differs ? 'text-muted' : ''}`}>
                    {cell(source)}
                  </td>
                  <td className={`px-4 py-2 wrap-anywhere max-sm:px-2 ${differs ? 'font-medium' : ''}`}>
                    {cell(target)}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Card>
      <Warnings preview={preview} />
      <div className="flex flex-wrap justify-between gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button tone="primary" onClick={onNext}>
          Preview the merge
        </Button>
      </div>
    </>
  )
}

const Heading = ({ user, badge }: { user: User; badge: ReactNode }) => (
  <th scope="col" className="px-4 py-2.5 text-start font-medium max-sm:px-2">
    <span className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <span className="wrap-anywhere">
        <TextLink href={addresses.user(user.id)} tone="plain">
          {user.name}
        </TextLink>
      </span>
      <span className="*:whitespace-normal">{badge}</span>
    </span>
  </th>
)
