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
import { mergeComparisonTexts } from '../texts/merge-comparison.ts'
import { mergingTexts } from '../texts/merging.tsx'
import { StatusBadge } from '../users/StatusBadge.tsx'
import { calledApart } from './called-apart.ts'
import { Warnings } from './Warnings.tsx'

interface CompareStepProps {
  preview: MergePreview
  onBack: () => void
  onNext: () => void
}

const { fields } = mergeComparisonTexts

/** Each field, and how it reads in a cell; `text` is what is compared. */
const rows: readonly { name: string; text: (user: User) => string; cell?: (user: User) => ReactNode }[] = [
  { name: fields.name, text: ({ name }) => name },
  { name: fields.email, text: ({ email }) => email },
  {
    name: fields.emailVerified,
    text: ({ emailVerified }) => (emailVerified ? mergeComparisonTexts.yes : mergeComparisonTexts.no),
  },
  { name: fields.mobile, text: ({ mobile }) => mobile ?? mergeComparisonTexts.none },
  { name: fields.personalEmail, text: ({ personalEmail }) => personalEmail ?? mergeComparisonTexts.none },
  { name: fields.externalId, text: ({ externalId }) => externalId ?? mergeComparisonTexts.none },
  { name: fields.role, text: ({ adminRole }) => roleName(adminRole) },
  { name: fields.status, text: ({ status }) => status, cell: (user) => <StatusBadge user={user} /> },
  {
    name: fields.password,
    text: ({ hasPassword }) => (hasPassword ? mergeComparisonTexts.yes : mergeComparisonTexts.no),
  },
  { name: fields.phones, text: ({ activeDevices }) => activeDevices.toLocaleString() },
  { name: fields.providers, text: ({ providerLinks }) => providerLinks.toLocaleString() },
  {
    name: fields.added,
    text: ({ createdAt }) => createdAt.toISOString(),
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
  {
    name: fields.lastSignIn,
    text: ({ lastSignInAt }) => lastSignInAt?.toISOString() ?? '',
    cell: ({ lastSignInAt }) =>
      lastSignInAt ? <RelativeTime at={lastSignInAt} /> : mergeComparisonTexts.never,
  },
]

/** Both side by side. What the one to keep says stands. */
export function CompareStep({ preview, onBack, onNext }: CompareStepProps) {
  const { source, target } = preview
  return (
    <>
      <Card title={mergeComparisonTexts.title} id="compare" flush>
        <p className="px-4 pb-3 text-control text-muted text-pretty">
          {mergeComparisonTexts.text(calledApart(preview).target)}
        </p>
        <table className="w-full table-fixed border-t border-line text-control">
          <thead>
            <tr className="align-top">
              <th scope="col" className="w-1/4 px-4 py-2.5 text-start font-medium text-muted max-sm:w-1/3">
                <span className="sr-only">{mergeComparisonTexts.field}</span>
              </th>
              <Heading user={source} badge={<Badge tone="neutral">{mergeComparisonTexts.goes}</Badge>} />
              <Heading user={target} badge={<Badge tone="success">{mergeComparisonTexts.stays}</Badge>} />
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
        <Button onClick={onBack}>{mergingTexts.back}</Button>
        <Button tone="primary" onClick={onNext}>
          {mergeComparisonTexts.next}
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
