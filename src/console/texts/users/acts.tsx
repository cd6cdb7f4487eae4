import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'
import { countsTexts } from './counts.ts'

const en = {
  adminRole: {
    change: { title: (name: string) => `Change what ${name} may do`, action: 'Change role' },
    make: { title: (name: string) => `Make ${name} an admin`, action: 'Make admin' },
    chooseFirst: 'Choose what they may do',
    same: 'This is their role',
    done: (name: string, role: string | null) => `${name} is ${role === null ? 'a user' : role} now`,
    scope: 'What they may do',
  },
  email: {
    invalid: 'Enter an email address',
    asked: (address: string) => `Confirmation asked for at ${address}`,
    change: {
      title: (name: string) => `Change the email of ${name}`,
      label: 'New email',
      text: (email: ReactNode) => (
        <>
          We'll ask for confirmation at the new address. Until then {email} stays, and it is told of the
          change.
        </>
      ),
    },
    add: {
      title: (name: string) => `Add an email for ${name}`,
      label: 'Further email',
      text: (email: ReactNode) => (
        <>
          We'll ask for confirmation there. Afterwards they can sign in with either address; {email} stays the
          main one.
        </>
      ),
    },
    ask: 'Ask for confirmation',
    showThem: 'Show them',
    taken: (show: ReactNode) => <>A user with this email already exists. {show}</>,
  },
  removeAdmin: {
    title: (name: string) => `Remove ${name} as an admin`,
    action: 'Remove admin',
    done: (name: string) => `${name} is no longer an admin`,
    stops: (role: string) => `Everything that ${role} may do in this console and its API`,
    stays: 'Their sign-ins, devices and accounts as a user',
    told: 'Applications that look at roles, when they next look at the session',
  },
  removeEmail: {
    title: (email: string) => `Remove ${email}`,
    action: 'Remove email',
    done: (email: string) => `Removed ${email}`,
    stops: 'Signing in and being found with this address',
    stays: (email: string) => `${email}, their main address`,
    told: 'Nobody',
  },
  resumePushes: { done: (name: string) => `Requests ring the phone of ${name} again` },
  revokeAll: {
    title: (name: string) => `Revoke all sessions of ${name}`,
    action: 'Revoke all sessions',
    done: (sessions: number) => `Revoked ${countsTexts.sessions(sessions)}`,
    keep: "Keep the session I'm in",
    stops: (sessions: number) => `${countsTexts.openSessions(sessions)}: signed out of Latchkey now`,
    stays: 'Devices, accounts and links',
    told: 'Applications that listen, at once; others when they next look at the session',
  },
  verifyEmail: {
    title: 'Verify this email by hand',
    action: 'Verify email',
    done: (email: string) => `${email} is verified`,
    text: (email: ReactNode, name: string) => (
      <>
        {email} is marked as verified without a mail. Do it only where you know that {name} reads it, as after
        a migration.
      </>
    ),
    after:
      '“Forgot password” goes there, and a trusted provider that vouches for this address can be linked by itself.',
  },
}

/** What is asked and said when the role, the addresses or the sessions of somebody are changed. */
export const actsTexts = inLanguage({ en })
