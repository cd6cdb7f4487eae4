import type { Application } from '#contract/applications.ts'
import type { Me } from '#contract/me.ts'
import type { UserListItem } from '#contract/users.ts'
import { addresses } from '../addresses.ts'
import { overviewTexts } from '../texts/overview.ts'

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
    { text: overviewTexts.start.organisation, isDone: true },
    {
      text: overviewTexts.start.passkey,
      href: `${addresses.account}?open=add-passkey`,
      isDone: me.hasPasskey,
    },
    {
      text: overviewTexts.start.owner,
      href: `${addresses.users}?role=admin`,
      isDone: admins.some(({ id, adminRole }) => adminRole === 'owner' && id !== me.user.id),
    },
    {
      text: overviewTexts.start.people,
      href: `${addresses.users}?open=new`,
      isDone: (users.count?.value ?? users.items.length) > 1,
    },
    { text: overviewTexts.start.application, href: addresses.newApplication, isDone: first !== undefined },
    {
      text: overviewTexts.start.test,
      ...(first && { href: addresses.application(first.id) }),
      isDone: applications.some(({ lastSignInAt }) => lastSignInAt !== null),
    },
    { text: overviewTexts.start.mail, isDone: me.mail === 'smtp' },
    ...(me.enrolment === 'ok' ? [] : [{ text: overviewTexts.start.https, isDone: false }]),
  ]
}
