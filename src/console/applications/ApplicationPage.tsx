import { useBlocker, useNavigate, useParams } from '@tanstack/react-router'
import { Play } from 'lucide-react'
import { useState } from 'react'
import * as z from 'zod/mini'
import { type Application, getApplication } from '#contract/applications.ts'
import { ApplicationId } from '#contract/ids.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { addresses } from '../addresses.ts'
import { hasCode } from '../api/has-code.ts'
import { ErrorState, NothingHere } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { useMe } from '../frame/me.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { whyNot } from '../frame/why-not.ts'
import { BeginTestDialog } from '../test-sign-in/BeginTestDialog.tsx'
import { applicationSettingsTexts } from '../texts/application-settings.ts'
import { applicationsTexts } from '../texts/applications.ts'
import { savingTexts } from '../texts/saving.ts'
import { ApplicationForm } from './ApplicationForm.tsx'
import { ConnectPanel } from './ConnectPanel.tsx'
import { DeletePanel } from './DeletePanel.tsx'
import { SecretsPanel } from './SecretsPanel.tsx'

/** One application: what to put into it, and how it may sign people in. */
export function ApplicationPage() {
  const params = useParams({ from: '/applications/$applicationId' })
  const id = z.safeParse(ApplicationId, params.applicationId)
  return id.success ? <KnownApplication key={id.data} applicationId={id.data} /> : <NoSuchApplication />
}

function KnownApplication({ applicationId }: { applicationId: ApplicationId }) {
  const read = useOperationQuery(getApplication, { params: { applicationId }, body: {} })
  if (read.data) return <Detail application={read.data} />
  if (read.error && hasCode(read.error, 'application-not-found')) return <NoSuchApplication />
  return (
    <>
      <h1 className="sr-only">{applicationsTexts.missing.heading}</h1>
      {read.error ? (
        <ErrorState permission="applications:read" error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  )
}

function Detail({ application }: { application: Application }) {
  usePageTitle(application.name)
  const me = useMe()
  const navigate = useNavigate()
  const [isDirty, setDirty] = useState(false)
  const [isTesting, setTesting] = useState(false)
  const leaving = useBlocker({ shouldBlockFn: () => isDirty, withResolver: true })
  return (
    <>
      <PageHeader
        title={application.name}
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.applications, text: applicationsTexts.list.title }}
        trailing={
          <Badge tone={application.enabled ? 'success' : 'neutral'}>
            {application.enabled ? applicationsTexts.enabled : applicationsTexts.disabled}
          </Badge>
        }
        meta={applicationsTexts.meta(
          applicationSettingsTexts.kinds[application.kind].label,
          application.accounts,
        )}
        actions={
          <Button
            icon={<Play size={16} aria-hidden />}
            disabledReason={whyNotTest(application) ?? whyNot(me, 'applications:write')}
            onClick={() => setTesting(true)}
          >
            {applicationsTexts.test.start}
          </Button>
        }
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <ApplicationForm application={application} onDirty={setDirty} />
        <div className="grid gap-5">
          <ConnectPanel application={application} />
          {(application.kind === 'web' || application.kind === 'machine') && (
            <SecretsPanel application={application} />
          )}
          <DeletePanel
            application={application}
            onDeleted={() => void navigate({ to: '/applications', search: {}, ignoreBlocker: true })}
          />
        </div>
      </div>
      {isTesting && <BeginTestDialog application={application} onClose={() => setTesting(false)} />}
      {leaving.status === 'blocked' && (
        <AlertDialog
          title={savingTexts.leave.title}
          action={savingTexts.leave.action}
          pending={false}
          error={null}
          onConfirm={leaving.proceed}
          onClose={leaving.reset}
        >
          <p>{savingTexts.leave.text(application.name)}</p>
        </AlertDialog>
      )}
    </>
  )
}

function whyNotTest({ kind, enabled }: Application): string | undefined {
  if (kind === 'machine') return applicationsTexts.test.machine
  return enabled ? undefined : applicationsTexts.test.disabled
}

function NoSuchApplication() {
  usePageTitle(applicationsTexts.missing.page)
  return (
    <>
      <PageHeader
        title={applicationsTexts.missing.heading}
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.applications, text: applicationsTexts.list.title }}
      />
      <NothingHere
        title={applicationsTexts.missing.title}
        actions={<LinkButton href={addresses.applications}>{applicationsTexts.missing.all}</LinkButton>}
      >
        {applicationsTexts.missing.text}
      </NothingHere>
    </>
  )
}
