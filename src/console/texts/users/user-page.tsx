import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  gone: {
    title: 'This user is gone',
    text: 'Somebody deleted or merged them while you were here. What you see is how they were.',
  },
  user: 'User',
  merged: {
    name: 'Merged user',
    title: 'This user was merged into another',
    open: 'Open the user that stays',
    text: 'Their devices, accounts and events are found there.',
  },
  search: 'Search the users',
  nobody: {
    name: 'No such user',
    title: 'No user with this ID',
    text: 'It may have been merged or deleted, or the address is mistyped.',
  },
  users: 'Users',
  header: {
    userId: 'user ID',
    lastSignIn: (at: ReactNode) => <>last sign-in {at}</>,
    never: 'never signed in',
    more: 'More',
  },
  banners: {
    removed: {
      title: (time: string) => `Removed ${time}`,
      restore: 'Restore user',
      text: (time: string) => `They can be restored until ${time}. Then they are deleted for good.`,
    },
    termination: {
      title: 'Termination requested',
      text: (at: ReactNode) => (
        <>Asked for {at}. Other organisations know this person too, and have not agreed yet.</>
      ),
    },
    locked: {
      title: (time: string) => `Locked until ${time}`,
      unlock: 'Unlock',
      text: 'Somebody failed too often to sign in as them. Browsers that they used before still get in.',
    },
    invited: {
      title: (name: string) => `Waiting for ${name} to set up a phone`,
      text: 'Send them an invitation, or issue a claim code and let them scan it.',
      inboxLink: '/inbox',
      inbox: (link: ReactNode) => <>No mail server is set up: emails are read at {link}.</>,
    },
    reset: { title: 'A new password is asked for at the next sign-in', end: 'No longer require it' },
    deactivated: {
      title: (kind: string, since: string, until: string | null) =>
        until === null ? `${kind} since ${since}` : `${kind} since ${since}, until ${until}`,
      text: "They can't sign in. Their devices and accounts are kept.",
      removal: (time: string) => `They are removed by themselves on ${time}.`,
      reason: (reason: string) => `Reason: ${reason}`,
      message: (message: string) => `Message for the user: ${message}`,
    },
  },
  paused: {
    why: {
      report: 'because they reported a sign-in',
      person: 'because they asked for it',
      limit: 'because there were too many',
    },
    title: (until: string, why: string) => `Pushes are paused ${until} ${why}`,
    openCase: 'Open the case',
    resume: 'Resume',
    text: 'They still sign in with the open app, by the QR code, or in another way.',
  },
  guide: {
    text: (name: string) => `What comes up, and what is right then for ${name}.`,
    situation: 'Situation',
    whatToDo: 'What to do',
    suspended: 'They are deactivated already',
    removed: 'They are removed already',
  },
}

/** What stands at the head of a user’s page, and in its place where there is no user. */
export const userPageTexts = inLanguage({ en })
