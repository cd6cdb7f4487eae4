import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'

const en = {
  button: 'Search or jump to…',
  headings: { people: 'People', page: 'On this page', goTo: 'Go to' },
  why: (person: string) => `Why couldn't ${person} sign in?`,
  whyAnybody: "Why can't they sign in?",
  byReference: 'By reference code',
  duplicates: 'Likely duplicates',
  title: 'Search or jump to',
  label: 'Person, page or act',
  placeholder: 'Name, email, ID, reference code, page or act',
  close: 'Close:',
  keys: { open: 'Ctrl K', close: 'Esc' },
  results: 'Results',
  count: (count: number) => plural(language, count, { other: '# results' }),
  searching: 'Searching…',
  none: 'Nothing found',
}

/** What the palette says. */
export const paletteTexts = inLanguage({ en })
