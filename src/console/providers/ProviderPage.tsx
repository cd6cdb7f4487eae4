import { useBlocker, useNavigate, useParams } from '@tanstack/react-router'
import { Play } from 'lucide-react'
import { useState } from 'react'
import * as z from 'zod/mini'
import { ProviderId } from '#contract/ids.ts'
import { beginProviderTest, getProvider, type Provider } from '#contract/providers.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Facts } from '#ui/Facts.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { hasCode } from '../api/has-code.ts'
import { ErrorState, NothingHere } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { useMe } from '../frame/me.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { whyNot } from '../frame/why-not.ts'
import { providerSettingsTexts } from '../texts/provider-settings.ts'
import { providersTexts } from '../texts/providers.ts'
import { savingTexts } from '../texts/saving.ts'
import { DeleteProviderPanel } from './DeleteProviderPanel.tsx'
import { ProviderAddresses } from './ProviderAddresses.tsx'
import { ProviderForm } from './ProviderForm.tsx'
import { endingOf, ProviderState } from './ProviderState.tsx'

/** One provider: what it is told of us, how it is trusted, and whether it works. */
export function ProviderPage() {
  const params = useParams({ from: '/providers/$providerId' })
  const id = z.safeParse(ProviderId, params.providerId)
  return id.success ? <KnownProvider key={id.data} providerId={id.data} /> : <NoSuchProvider />
}

function KnownProvider({ providerId }: { providerId: ProviderId }) {
  const read = useOperationQuery(getProvider, { params: { providerId }, body: {} })
  if (read.data) return <Detail provider={read.data} />
  if (read.error && hasCode(read.error, 'provider-not-found')) return <NoSuchProvider />
  return (
    <>
      <h1 className="sr-only">{providersTexts.missing.heading}</h1>
      {read.error ? (
        <ErrorState permission="providers:read" error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  )
}

function Detail({ provider }: { provider: Provider }) {
  usePageTitle(provider.name)
  const me = useMe()
  const navigate = useNavigate()
  const [isDirty, setDirty] = useState(false)
  const leaving = useBlocker({ shouldBlockFn: () => isDirty, withResolver: true })
  const test = useOperationMutation(beginProviderTest)
  const ending = endingOf(provider)
  return (
    <>
      <PageHeader
        title={provider.name}
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.providers, text: providersTexts.list.title }}
        trailing={<ProviderState provider={provider} />}
        meta={providerSettingsTexts.kinds[provider.kind].label}
        actions={
          <Button
            icon={<Play size={16} aria-hidden />}
            pending={test.isPending}
            disabledReason={
              whyNot(me, 'providers:write') ?? (isDirty ? providersTexts.test.saveFirst : undefined)
            }
            onClick={() =>
              test.mutate(
                { params: { providerId: provider.id }, body: {} },
                { onSuccess: ({ url }) => window.location.assign(url) },
              )
            }
          >
            {providersTexts.test.start}
          </Button>
        }
      />
      {test.error && <Notice tone="danger">{errorMessage(test.error)}</Notice>}
      {ending && <Notice tone="warning">{providersTexts.endingText(ending)}</Notice>}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <ProviderForm provider={provider} onDirty={setDirty} />
        <div className="grid gap-5">
          <Card title={providersTexts.enterThere}>
            <ProviderAddresses {...provider} />
          </Card>
          <HealthPanel provider={provider} />
          <DeleteProviderPanel
            provider={provider}
            onDeleted={() => void navigate({ to: '/providers', search: {}, ignoreBlocker: true })}
          />
        </div>
      </div>
      {leaving.status === 'blocked' && (
        <AlertDialog
          title={savingTexts.leave.title}
          action={savingTexts.leave.action}
          pending={false}
          error={null}
          onConfirm={leaving.proceed}
          onClose={leaving.reset}
        >
          <p>{savingTexts.leave.text(provider.name)}</p>
        </AlertDialog>
      )}
    </>
  )
}

function HealthPanel({ provider }: { provider: Provider }) {
  const { id, people, lastSuccessAt, lastFailureAt, lastFailure } = provider
  return (
    <Card title={providersTexts.use.title}>
      <Facts
        items={[
          [
            providersTexts.use.people,
            <TextLink key="people" href={`${addresses.users}?provider=${id}`}>
              {providersTexts.use.linked(people.toLocaleString())}
            </TextLink>,
          ],
          [
            providersTexts.use.lastSignIn,
            lastSuccessAt ? <RelativeTime key="success" at={lastSuccessAt} /> : providersTexts.never,
          ],
          [
            providersTexts.use.lastFailure,
            lastFailureAt ? <RelativeTime key="failure" at={lastFailureAt} /> : providersTexts.use.none,
          ],
          [providersTexts.use.said, lastFailureAt && lastFailure ? lastFailure : undefined],
        ]}
      />
    </Card>
  )
}

function NoSuchProvider() {
  usePageTitle(providersTexts.missing.page)
  return (
    <>
      <PageHeader
        title={providersTexts.missing.heading}
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.providers, text: providersTexts.list.title }}
      />
      <NothingHere
        title={providersTexts.missing.title}
        actions={<LinkButton href={addresses.providers}>{providersTexts.missing.all}</LinkButton>}
      >
        {providersTexts.missing.text}
      </NothingHere>
    </>
  )
}
