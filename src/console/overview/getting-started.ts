import type { Application } from '#contract/applications.ts'
import type { Me } from '#contract/me.ts'
import type { UserListItem } from '#contract/users.ts'
import { addresses } from '../addresses.ts'

export interface StartStep {
  text: string
  href?: string
  isDone: boolean
}

interface Facts {
  me: Me
  users: { items: readonly UserListItem[]; count: { value: number } | null } | undefined
  admins: readonly UserListItem[] | undefined
  applications: readonly Application[] | undefined
}

/** What a new organisation has left to do, each told by the facts; undefined until they are known. */
export function gettingStarted({ me, users, admins, applications }: Facts): readonly StartStep[] | undefined {
  if (!users || !admins || !applications) return undefined
  const first = applications[0]
  return [
    { text: 'Set up the organisation and your own phone', isDone: true },
    {
      text: 'Add a passkey to your account: administrators are who others pretend to be',
      href: `${addresses.account}?open=add-passkey`,
      isDone: me.hasPasskey,
    },
    {
      text: 'Add a second owner, so that a lost phone locks nobody out',
      href: `${addresses.users}?role=admin`,
      isDone: admins.some(({ id, adminRole }) => adminRole === 'owner' && id !== me.user.id),
    },
    {
      text: 'Add your people',
      href: `${addresses.users}?open=new`,
      isDone: (users.count?.value ?? users.items.length) > 1,
    },
    { text: 'Create an application', href: addresses.newApplication, isDone: first !== undefined },
    {
      text: 'Test a sign-in to it',
      ...(first && { href: addresses.application(first.id) }),
      isDone: applications.some(({ lastSignInAt }) => lastSignInAt !== null),
    },
    { text: 'Connect a mail server (setting LATCHKEY_SMTP_URL)', isDone: me.mail === 'smtp' },
    ...(me.enrolment === 'ok'
      ? []
      : [{ text: 'Serve this address over https, so that phones can be enrolled', isDone: false }]),
  ]
}
