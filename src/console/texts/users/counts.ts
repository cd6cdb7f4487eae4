import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'

const en = {
  people: (count: number) => plural(language, count, { one: '# person', other: '# people' }),
  sessions: (count: number) => plural(language, count, { one: '# session', other: '# sessions' }),
  openSessions: (count: number) =>
    plural(language, count, { one: '# open session', other: '# open sessions' }),
  devices: (count: number) => plural(language, count, { one: '# device', other: '# devices' }),
  phones: (count: number) => plural(language, count, { one: '# phone', other: '# phones' }),
  accounts: (count: number) => plural(language, count, { one: '# account', other: '# accounts' }),
  linkedProviders: (count: number) =>
    plural(language, count, { one: '# linked provider', other: '# linked providers' }),
  links: (count: number) => plural(language, count, { one: '# link', other: '# links' }),
  otherOrganisations: (count: number) =>
    plural(language, count, { one: '# other organisation', other: '# other organisations' }),
  days: (count: number) => plural(language, count, { one: '# day', other: '# days' }),
  /** How many more there are than the names before it. */
  others: (count: number) => plural(language, count, { one: '# other', other: '# others' }),
}

/** What is counted of a person and what is theirs. */
export const countsTexts = inLanguage({ en })
