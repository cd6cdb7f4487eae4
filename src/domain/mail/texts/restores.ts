import { byLanguage } from '#contract/language.ts'
import { inUtc } from '../in-utc.ts'

interface About {
  readonly organisation: string
  readonly firstName: string
}

const en = {
  code: ({ organisation, firstName, code }: About & { code: string }) => ({
    subject: `Your code to restore your phone at ${organisation}`,
    lines: [
      `Hello ${firstName},`,
      `Somebody restores a phone from your backup at ${organisation}. If it is you, type this code in the app:`,
      `${code.slice(0, 3)} ${code.slice(3)}`,
      'It is good for ten minutes. Give it to nobody: we never ask for it.',
      'If it is not you, somebody has your backup. Tell your administrator at once.',
    ],
  }),
  /** By SMS. The code comes first, so that a phone shows it without opening the text. */
  codeText: (organisation: string, code: string) =>
    `${code} is your code to restore your phone at ${organisation}. Give it to nobody.`,
  /** After the last try: whoever typed them has the backup. */
  missed: ({ organisation, firstName, at }: About & { at: Date }) => ({
    subject: `Somebody tried to restore your phone at ${organisation}`,
    lines: [
      `Hello ${firstName},`,
      `On ${inUtc('en-GB', at)} somebody opened your backup and then typed wrong codes, at ${organisation}. No phone was set up.`,
      'If this was you, begin again in the app.',
      'If it was not, somebody has your backup. Tell your administrator at once.',
    ],
  }),
}

/** While a phone is restored from a backup. */
export const restoreMails = byLanguage({ en })
