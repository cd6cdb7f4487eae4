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
import { providerSettingsTexts } from '../texts/provider-settings.ts'
import { providersTexts } from '../texts/providers.ts'
import { CreateProviderDialog } from './CreateProviderDialog.tsx'
import { endingOf, ProviderState } from './ProviderState.tsx'

const columns: readonly Column<Provider>[] = [
  {
    id: 'name',
    header: providersTexts.columns.name,
    onPhone: 'title',
    cell: (provider) => <TwoLines title={provider.name} detail={endingOf(provider)} />,
  },
  {
    id: 'kind',
    header: providersTexts.columns.kind,
    onPhone: 'detail',
    cell: ({ kind }) => providerSettingsTexts.kinds[kind].label,
  },
  {
    id: 'people',
    header: providersTexts.columns.people,
    align: 'end',
    from: 'lg',
    onPhone: 'hidden',
    cell: ({ people }) => people.toLocaleString(),
  },
  {
    id: 'lastSuccess',
    header: providersTexts.columns.lastSignIn,
    onPhone: 'detail',
    cell: ({ lastSuccessAt }) =>
      lastSuccessAt ? (
        <RelativeTime at={lastSuccessAt} focusable={false} />
      ) : (
        <span className="text-muted">{providersTexts.never}</span>
      ),
  },
  {
    id: 'state',
    header: providersTexts.columns.state,
    onPhone: 'status',
    cell: (provider) => <ProviderState provider={provider} />,
  },
]

/** The providers that people sign in through. */
export function ProvidersPage() {
  usePageTitle(providersTexts.list.title)
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
      {providersTexts.list.add}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={providersTexts.list.title}
        takesFocus={headingTakesFocus()}
        meta={providersTexts.list.meta}
        actions={add}
      />
      {read.data ? (
        <DataTable
          label={providersTexts.list.title}
          columns={columns}
          rows={read.data.items}
          keyOf={({ id }) => id}
          nameOf={({ name }) => name}
          hrefOf={({ id }) => addresses.provider(id)}
          keys={singleKeysOn()}
          empty={
            <EmptyState
              icon={<KeyRound size={20} aria-hidden />}
              title={providersTexts.list.first}
              actions={add}
            >
              {providersTexts.list.firstText}
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
