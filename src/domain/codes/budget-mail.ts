import { inUtc } from '../mail/in-utc.ts'
import type { LetterWords } from '../mail/letter.ts'
import type { Work } from '../work.ts'

/** Tells administrators that people may soon get no more codes by text today. */
export function budgetWords(
  work: Work,
  { whose, used, perDay }: { whose: 'all' | 'strangers'; used: number; perDay: number },
): LetterWords {
  const { name } = work.base
  const what =
    whose === 'all'
      ? `${used} of the ${perDay} texts that ${name} may send in a day are used up. After the last one nobody gets a code by SMS until the day is over.`
      : `Browsers that nobody here has used before had ${used} texts sent today. They get no more until the day is over; people in browsers of their own still do.`
  return {
    subject: `Few texts are left today at ${name}`,
    lines: [
      `This was so on ${inUtc(work.now)}. ${what}`,
      'Many sign-ins on one day may be the reason, or somebody who asks for codes in the name of others. The activity of the organisation shows for whom.',
      'People can sign in by their phone, a passkey or another way. Whoever runs this installation may raise LATCHKEY_SMS_PER_DAY.',
    ],
  }
}
