import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Saved views',
  save: 'Save this view',
  removed: (view: string) => `Removed the view ${view}`,
  remove: (view: string) => `Remove the view ${view}`,
  description: 'Search, filters and order under a name. Only you see it.',
  action: 'Save view',
  enterName: 'Enter a name',
  name: 'Name',
  example: 'Locked admins',
}

/** What is said of saved views. */
export const viewsTexts = inLanguage({ en })
