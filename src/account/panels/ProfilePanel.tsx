import { type FormEvent, useState } from 'react'
import { type Profile, updateOwnContact } from '#contract/self.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Facts } from '#ui/Facts.tsx'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextField } from '#ui/TextField.tsx'
import { useProof } from '../frame/proof.ts'
import type { ProfileQuery } from './profile-query.ts'

/** Name and contact data. The name is the organisation's to change. */
export function ProfilePanel({ profile }: { profile: ProfileQuery }) {
  const proof = useProof()
  const user = profile.data?.user
  return (
    <Card
      title="Profile"
      id="profile"
      loading={profile.isPending}
      error={profile.data ? null : profile.error}
      onRetry={() => void profile.refetch()}
      actions={
        user && (
          <Button size="compact" onClick={() => proof.begin('contact')}>
            Change contact data…
          </Button>
        )
      }
    >
      {user && (
        <>
          <Facts
            items={[
              ['Name', user.name],
              ['Mobile number', user.mobile ?? 'None'],
              ['Personal email', user.personalEmail ?? 'None'],
              ['Here since', <RelativeTime key="since" at={user.createdAt} />],
            ]}
          />
          <p className="mt-3 text-meta text-muted">
            Your name is kept by your organisation: ask them to change it.
          </p>
        </>
      )}
      {profile.data && proof.isOpen('contact') && (
        <ContactDialog user={profile.data.user} onClose={proof.close} />
      )}
    </Card>
  )
}

function ContactDialog({ user, onClose }: { user: Profile['user']; onClose: () => void }) {
  const save = useOperationMutation(updateOwnContact)
  const [mobile, setMobile] = useState(user.mobile ?? '')
  const [personalEmail, setPersonalEmail] = useState(user.personalEmail ?? '')
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    save.mutate(
      { params: {}, body: { mobile: mobile.trim() || null, personalEmail: personalEmail.trim() || null } },
      {
        onSuccess: () => {
          notify('Contact data saved')
          onClose()
        },
      },
    )
  }
  return (
    <FormDialog
      title="Change contact data"
      action="Save"
      pending={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Mobile number"
        type="tel"
        optional
        autoComplete="tel"
        description="With the country code, like +49 170 1234567."
        value={mobile}
        onChange={setMobile}
      />
      <TextField
        label="Personal email"
        type="email"
        optional
        description="For when you cannot reach your work mailbox."
        value={personalEmail}
        onChange={setPersonalEmail}
      />
      <p className="text-meta text-muted">We tell you by mail that it was changed.</p>
    </FormDialog>
  )
}
