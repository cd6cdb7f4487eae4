import { useBlocker, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { getSettings } from '#contract/settings.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationQuery } from '#ui/api.ts'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TabLinks } from '#ui/TabLinks.tsx'
import { addresses } from '../addresses.ts'
import { ErrorState } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { savingTexts } from '../texts/saving.ts'
import { settingsTexts } from '../texts/settings.tsx'
import { AdminsSection } from './AdminsSection.tsx'
import { DevicesSection } from './DevicesSection.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { PeopleSection } from './PeopleSection.tsx'
import { SessionSection } from './SessionSection.tsx'
import { SignInSection } from './SignInSection.tsx'
import type { SectionProps } from './section-props.ts'
import { type SettingsSectionName, settingsSections } from './settings-search.ts'
import { TextsSection } from './TextsSection.tsx'

const names = settingsTexts.sections

/** What the organisation decides for everybody; each section saves by itself. */
export function SettingsPage() {
  const { section = 'password' } = useSearch({ from: '/settings' })
  usePageTitle(settingsTexts.titleOf(names[section]))
  const [isDirty, setDirty] = useState(false)
  const leaving = useBlocker({ shouldBlockFn: () => isDirty, withResolver: true })
  const read = useOperationQuery(getSettings, { params: {}, body: {} })
  return (
    <>
      <PageHeader title={settingsTexts.title} takesFocus={headingTakesFocus()} />
      <TabLinks
        label={settingsTexts.title}
        tabs={settingsSections.map((name) => ({
          href: addresses.settings(name),
          text: names[name],
          current: name === section,
        }))}
      />
      <div className="grid max-w-3xl gap-5">
        {read.data ? (
          <Section key={section} name={section} settings={read.data} onDirty={setDirty} />
        ) : read.error ? (
          <ErrorState permission="settings:read" error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <Skeleton lines={10} />
        )}
      </div>
      {leaving.status === 'blocked' && (
        <AlertDialog
          title={savingTexts.leave.title}
          action={savingTexts.leave.action}
          pending={false}
          error={null}
          onConfirm={() => {
            setDirty(false)
            leaving.proceed()
          }}
          onClose={leaving.reset}
        >
          <p>{savingTexts.leave.text(names[section].toLowerCase())}</p>
        </AlertDialog>
      )}
    </>
  )
}

function Section({ name, ...props }: SectionProps & { name: SettingsSectionName }) {
  switch (name) {
    case 'password':
      return <PasswordSection {...props} />
    case 'sign-in':
      return <SignInSection {...props} />
    case 'session':
      return <SessionSection {...props} />
    case 'devices':
      return <DevicesSection {...props} />
    case 'people':
      return <PeopleSection {...props} />
    case 'texts':
      return <TextsSection {...props} />
    case 'admins':
      return <AdminsSection />
  }
}
