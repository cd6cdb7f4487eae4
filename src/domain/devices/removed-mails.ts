import type { User } from '#contract/users.ts'
import { inUtc } from '../mail/in-utc.ts'
import type { LetterWords } from '../mail/letter.ts'
import type { Work } from '../work.ts'

/** Tells the person that one of their phones was removed, and which one is rung from now on (`next`). */
export function removedWords(
  work: Work,
  user: User,
  removed: { name: string; why: 'removed' | 'lost'; isOwn: boolean; next: string | null },
): LetterWords {
  const { name, why, isOwn, next } = removed
  const by = isOwn ? 'on your account page' : 'by an administrator'
  const lost =
    'It was reported as lost or stolen. To set a phone up from your backup you need a setup code from your administrator as well.'
  return {
    subject:
      why === 'lost'
        ? `A lost phone was removed at ${work.base.name}`
        : `A phone was removed at ${work.base.name}`,
    lines: [
      `Hello ${user.firstName},`,
      `On ${inUtc(work.now)} the phone “${name}” was removed from your account at ${work.base.name}, ${by}. It can approve nothing any more.`,
      ...(why === 'lost' ? [lost] : []),
      next
        ? `Your sign-in requests go to “${next}”.`
        : 'No other phone gets your sign-in requests now. To set one up, ask your administrator for a setup code.',
      'If you know about this, there is nothing to do.',
      'If you do not, tell your administrator at once: somebody else may be acting for you.',
    ],
  }
}

/** Tells the person that nothing of theirs approves anything any more, and what the next phone needs. */
export const unregisteredWords = (
  work: Work,
  user: User,
  { devices, isOwn }: { devices: number; isOwn: boolean },
): LetterWords => ({
  subject: `Your phones were unregistered at ${work.base.name}`,
  lines: [
    `Hello ${user.firstName},`,
    `On ${inUtc(work.now)} ${isOwn ? 'all of your phones were' : 'an administrator had all of your phones'} unregistered at ${work.base.name}${devices > 0 ? '' : ' (there were none left)'}: none of them can approve anything any more, and you are signed out.`,
    `Backups that you made before do not work at ${work.base.name} any more. Your next phone begins anew, with a setup code from your administrator.`,
    'If you know about this, there is nothing to do.',
    'If you do not, tell your administrator at once: somebody else may be acting for you.',
  ],
})
