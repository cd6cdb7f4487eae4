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
import { profileTexts as words } from '../texts/profile.ts'
import type { ProfileQuery } from './profile-query.ts'

/** Name and contact data. The name is the organisation's to change. */
export function ProfilePanel({ profile }: { profile: ProfileQuery }) {
  const proof = useProof()
  const user = profile.data?.user
  return (
    <Card
      title={words.title}
      id="profile"
      loading={profile.isPending}
      error={profile.data ? null : profile.error}
      onRetry={() => void profile.refetch()}
      actions={
        user && (
          <Button size="compact" onClick={() => proof.begin('contact')}>
            {words.change}
          </Button>
        )
      }
    >
      {user && (
        <>
          <Facts
            items={[
              [words.facts.name, user.name],
              [words.facts.mobile, user.mobile ?? words.facts.none],
              [words.facts.personalEmail, user.personalEmail ?? words.facts.none],
              [words.facts.since, <RelativeTime key="since" at={user.createdAt} />],
            ]}
          />
          <p className="mt-3 text-meta text-muted">{words.nameIsKept}</p>
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
          notify(words.contact.saved)
          onClose()
        },
      },
    )
  }
  return (
    <FormDialog
      title={words.contact.title}
      action={words.contact.action}
      pending={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={words.contact.mobile}
        type="tel"
        optional
        autoComplete="tel"
        description={words.contact.mobileHint}
        value={mobile}
        onChange={setMobile}
      />
      <TextField
        label={words.contact.personalEmail}
        type="email"
        optional
        description={words.contact.personalEmailHint}
        value={personalEmail}
        onChange={setPersonalEmail}
      />
      <p className="text-meta text-muted">{words.contact.told}</p>
    </FormDialog>
  )
}
