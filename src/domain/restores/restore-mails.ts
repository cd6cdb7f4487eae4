import { inUtc } from '../mail/in-utc.ts'
import { letter } from '../mail/letter.ts'
import type { Work } from '../work.ts'
import type { Person } from './restores.sql.ts'

export function restoreCodeMail(work: Work, person: Person, code: string) {
  return letter({
    subject: `Your code to restore your phone at ${work.base.name}`,
    lines: [
      `Hello ${person.firstName},`,
      `Somebody restores a phone from your backup at ${work.base.name}. If it is you, type this code in the app:`,
      `${code.slice(0, 3)} ${code.slice(3)}`,
      'It is good for ten minutes. Give it to nobody: we never ask for it.',
      'If it is not you, somebody has your backup. Tell your administrator at once.',
    ],
  })
}

/** The code comes first, so that a phone shows it without opening the text. */
export const restoreCodeText = (work: Work, code: string): string =>
  `${code} is your code to restore your phone at ${work.base.name}. Give it to nobody.`

/** After the last try: whoever typed them has the backup. */
export const restoreMissedWords = (work: Work, person: Person) => ({
  subject: `Somebody tried to restore your phone at ${work.base.name}`,
  lines: [
    `Hello ${person.firstName},`,
    `On ${inUtc(work.now)} somebody opened your backup and then typed wrong codes, at ${work.base.name}. No phone was set up.`,
    'If this was you, begin again in the app.',
    'If it was not, somebody has your backup. Tell your administrator at once.',
  ],
})
