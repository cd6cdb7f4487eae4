import { useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { getUser, type User, updateUser } from '#contract/users.ts'
import { queryKeyOf, useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Facts } from '#ui/Facts.tsx'
import { isTyping } from '#ui/is-typing.ts'
import { notify } from '#ui/notify.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { hasCode } from '../api/has-code.ts'
import { refusedFields } from '../api/refused-fields.ts'
import { useMe } from '../frame/me.ts'
import { roleName } from '../frame/role-names.ts'
import { singleKeysOn } from '../frame/shortcuts.ts'
import { identityTexts } from '../texts/users/identity.ts'
import { IdentityForm } from './IdentityForm.tsx'
import {
  differing,
  draftOf,
  type IdentityChange,
  type IdentityDraft,
  type IdentityErrors,
  readDraft,
  takenBack,
} from './identity-draft.ts'
import { StatusBadge } from './StatusBadge.tsx'
import { whyNotEdit } from './why-not-user.ts'
import { deactivationWords } from './words.ts'

interface Editing {
  draft: IdentityDraft
  base: User
  errors: IdentityErrors
}

/** Who this user is in the organisation; name, role and contact data are changed in place and saved all at once. */
export function IdentityPanel({ user }: { user: User }) {
  const me = useMe()
  const cache = useQueryClient()
  const update = useOperationMutation(updateUser)
  const [editing, setEditing] = useState<Editing | null>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const locked = whyNotEdit(me, user)
  const key = queryKeyOf(getUser, { params: { userId: user.id }, body: {} })

  const begin = () => {
    update.reset()
    setEditing({ draft: draftOf(user), base: user, errors: {} })
  }
  useEditKey(() => {
    if (!editing && locked === undefined) begin()
  })
  const close = () => {
    setEditing(null)
    update.reset()
    requestAnimationFrame(() => opener.current?.focus())
  }
  const save = () => {
    if (!editing) return
    const { draft } = editing
    const read = readDraft(draft, user)
    if ('errors' in read) {
      setEditing({ ...editing, errors: read.errors })
      return
    }
    const { change } = read
    if (Object.keys(change).length === 0) {
      close()
      return
    }
    if (isNameOnly(change)) {
      // A name is shown as saved at once; should the server refuse, it goes back and the text is here again.
      const { firstName = user.firstName, lastName = user.lastName } = change
      cache.setQueryData<User>(key, { ...user, firstName, lastName, name: `${firstName} ${lastName}` })
      close()
    }
    // Where others changed what this form shows, they were named in it, and saving means to write over them.
    update.mutate(
      { params: { userId: user.id }, body: change, ifMatch: user.version },
      {
        onSuccess: (saved) => {
          if (!isNameOnly(change)) close()
          notify(identityTexts.saved(saved.name), {
            undo: () => undo(takenBack(change, user), saved.version),
          })
        },
        onError: (error) => {
          if (isNameOnly(change)) cache.setQueryData<User>(key, user)
          const reopen = () => setEditing({ draft, base: user, errors: errorsOf(error) })
          // What somebody else did is shown with the text, so it is read first.
          if (hasCode(error, 'version-mismatch'))
            void cache.invalidateQueries({ queryKey: key }).finally(reopen)
          else reopen()
        },
      },
    )
  }
  const undo = (body: IdentityChange, version: number) =>
    update.mutate(
      { params: { userId: user.id }, body, ifMatch: version },
      {
        onSuccess: () => notify(identityTexts.takenBack),
        onError: (error) => notify(errorMessage(error), { tone: 'error' }),
      },
    )
  // What else changed of this user meanwhile is no concern of the form.
  const base = editing && (differing(editing.base, user).length > 0 ? editing.base : user)
  return (
    <Card
      title={identityTexts.title}
      id="identity"
      actions={
        !editing && (
          <Button
            ref={opener}
            size="compact"
            icon={<Pencil size={14} aria-hidden />}
            disabledReason={locked}
            onClick={begin}
          >
            {identityTexts.edit}
          </Button>
        )
      }
    >
      {editing && base ? (
        <IdentityForm
          user={user}
          base={base}
          draft={editing.draft}
          errors={editing.errors}
          pending={update.isPending}
          error={saidInForm(update.error, editing.errors, base.version !== user.version)}
          onChange={(draft) => setEditing({ ...editing, draft, errors: {} })}
          onSave={save}
          onTakeTheirs={begin}
          onCancel={close}
        />
      ) : (
        <Facts items={factsOf(user)} />
      )}
    </Card>
  )
}

const isNameOnly = (change: IdentityChange) =>
  Object.keys(change).every((field) => field === 'firstName' || field === 'lastName')

function errorsOf(error: Error): IdentityErrors {
  if (hasCode(error, 'external-id-in-use')) return { externalId: error.message }
  const { adminRole, ...others } = refusedFields(error)
  return { ...others, ...(adminRole && { role: adminRole }) }
}

/** An error that no field says already, nor the note about what somebody else changed. */
function saidInForm(error: Error | null, errors: IdentityErrors, isNoted: boolean) {
  if (Object.keys(errors).length > 0 || (isNoted && hasCode(error, 'version-mismatch'))) return null
  return error
}

/** `e` begins the editing. */
function useEditKey(onEdit: () => void) {
  const edit = useEffectEvent(onEdit)
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      const isModified = event.ctrlKey || event.metaKey || event.altKey
      if (event.key !== 'e' || isModified || event.defaultPrevented) return
      if (isTyping(event.target) || !singleKeysOn() || isInLayer(event.target)) return
      event.preventDefault()
      edit()
    }
    document.addEventListener('keydown', act)
    return () => document.removeEventListener('keydown', act)
  }, [])
}

/** A layer keeps the focus, so a key pressed in one is meant for it. */
const isInLayer = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null

function factsOf(user: User): (readonly [string, ReactNode])[] {
  return [
    [identityTexts.facts.id, <Copyable key="id" value={user.id} what={identityTexts.facts.id} />],
    [identityTexts.facts.name, user.name],
    [identityTexts.facts.email, user.email],
    [identityTexts.facts.mobile, user.mobile ?? <None key="mobile" />],
    [identityTexts.facts.personalEmail, user.personalEmail ?? <None key="personal" />],
    [
      identityTexts.facts.role,
      user.adminRole ? identityTexts.admin(roleName(user.adminRole).toLowerCase()) : identityTexts.user,
    ],
    [
      identityTexts.facts.status,
      <span key="status" className="flex flex-wrap items-center gap-2">
        <StatusBadge user={user} />
        {user.deactivation && deactivationWords[user.deactivation.kind]}
      </span>,
    ],
    [
      identityTexts.facts.externalId,
      user.externalId ? (
        <Copyable key="external" value={user.externalId} what={identityTexts.what.externalId} />
      ) : (
        <None key="external" />
      ),
    ],
    [identityTexts.facts.created, <RelativeTime key="created" at={user.createdAt} />],
    [identityTexts.facts.updated, <RelativeTime key="updated" at={user.updatedAt} />],
    [
      identityTexts.facts.did,
      user.did ? (
        <Copyable key="did" value={user.did} what={identityTexts.facts.did} text={shortened(user.did)} />
      ) : (
        <span key="did" className="text-muted">
          {identityTexts.noDid}
        </span>
      ),
    ],
  ]
}

const None = () => <span className="text-muted">{identityTexts.none}</span>

const shortened = (did: string) => (did.length > 28 ? `${did.slice(0, 16)}…${did.slice(-8)}` : did)
