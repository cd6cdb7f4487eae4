import { useNavigate, useSearch } from '@tanstack/react-router'
import { KeyRound, Plus } from 'lucide-react'
import { listProviders, type Provider } from '#contract/providers.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TwoLines } from '#ui/TwoLines.tsx'
import type { Column } from '#ui/table-column.ts'
import { addresses } from '../addresses.ts'
import { ErrorState } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { useMe } from '../frame/me.ts'
import { singleKeysOn } from '../frame/shortcuts.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { whyNot } from '../frame/why-not.ts'
import { CreateProviderDialog } from './CreateProviderDialog.tsx'
import { endingOf, ProviderState } from './ProviderState.tsx'
import { kindWords } from './words.ts'

const columns: readonly Column<Provider>[] = [
  {
    id: 'name',
    header: 'Name',
    onPhone: 'title',
    cell: (provider) => <TwoLines title={provider.name} detail={endingOf(provider)} />,
  },
  { id: 'kind', header: 'Kind', onPhone: 'detail', cell: ({ kind }) => kindWords[kind].label },
  {
    id: 'people',
    header: 'People',
    align: 'end',
    from: 'lg',
    onPhone: 'hidden',
    cell: ({ people }) => people.toLocaleString(),
  },
  {
    id: 'lastSuccess',
    header: 'Last sign-in',
    onPhone: 'detail',
    cell: ({ lastSuccessAt }) =>
      lastSuccessAt ? (
        <RelativeTime at={lastSuccessAt} focusable={false} />
      ) : (
        <span className="text-muted">Never</span>
      ),
  },
  {
    id: 'state',
    header: 'State',
    onPhone: 'status',
    cell: (provider) => <ProviderState provider={provider} />,
  },
]

/** The providers that people sign in through. */
export function ProvidersPage() {
  usePageTitle('Providers')
  const me = useMe()
  const { open } = useSearch({ from: '/providers' })
  const navigate = useNavigate({ from: '/providers' })
  const read = useOperationQuery(listProviders, { params: {}, body: {} })
  const setOpen = (isOpen: boolean) =>
    void navigate({ search: isOpen ? { open: 'new' } : {}, replace: !isOpen })
  const add = (
    <Button
      tone="primary"
      icon={<Plus size={16} aria-hidden />}
      disabledReason={whyNot(me, 'providers:write')}
      onClick={() => setOpen(true)}
    >
      Add provider
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Providers"
        takesFocus={headingTakesFocus()}
        meta="Where people prove who they are, besides the phone and the password"
        actions={add}
      />
      {read.data ? (
        <DataTable
          label="Providers"
          columns={columns}
          rows={read.data.items}
          keyOf={({ id }) => id}
          nameOf={({ name }) => name}
          hrefOf={({ id }) => addresses.provider(id)}
          keys={singleKeysOn()}
          empty={
            <EmptyState
              icon={<KeyRound size={20} aria-hidden />}
              title="Let people sign in through your company’s provider"
              actions={add}
            >
              Google, Microsoft, Okta, and whatever speaks OpenID Connect or SAML.
            </EmptyState>
          }
        />
      ) : read.error ? (
        <ErrorState permission="providers:read" error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <Skeleton lines={6} />
      )}
      {open === 'new' && <CreateProviderDialog onClose={() => setOpen(false)} />}
    </>
  )
}
