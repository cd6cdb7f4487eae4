import type { User } from '#contract/users.ts'
import { inUtc } from '../mail/in-utc.ts'
import type { LetterWords } from '../mail/letter.ts'
import type { Work } from '../work.ts'

/** Tells the person at every address of theirs: one of them may be how the phone was restored. */
export const restoredWords = (work: Work, user: User, deviceName: string): LetterWords => ({
  subject: `A phone was restored for you at ${work.base.name}`,
  lines: [
    `Hello ${user.firstName},`,
    `On ${inUtc(work.now)} the phone “${deviceName}” was set up from your backup, to approve your sign-ins at ${work.base.name}.`,
    'If this was you: your other phones are removed after some days. Open the app on one that you still use, and say so.',
    'If it was not, somebody has your backup. Tell your administrator at once, so that they unregister your devices.',
  ],
})

export const restoredForAdmins = (
  work: Work,
  user: User,
  deviceName: string,
  state: 'active' | 'pending',
): LetterWords => ({
  subject: `${user.name} restored a phone`,
  lines: [
    `On ${inUtc(work.now)} the phone “${deviceName}” was set up from the backup of ${user.name} (${user.email}) at ${work.base.name}.`,
    state === 'pending'
      ? 'It can approve nothing until an administrator confirms it: compare the six digits that it shows.'
      : 'Their other phones are flagged as replaced, and are removed after some days.',
    'They were told by mail and on their other phones. If they say that it was not them, unregister all of their devices.',
  ],
  link: {
    href: `${work.base.baseUrl}/admin/users/${user.id}`,
    label: 'Open the user',
    after: 3,
  },
})
