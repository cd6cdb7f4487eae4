import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Applications',
  none: 'None yet. They appear after your first sign-in to one.',
  unused: 'Not used yet',
}

export const applicationsTexts = inLanguage({ en })
