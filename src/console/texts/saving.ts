import { inLanguage } from '#ui/in-language.ts'

const en = {
  settings: 'Settings',
  saved: (name: string) => `Saved ${name}`,
  save: 'Save changes',
  discard: 'Discard',
  unsaved: 'Unsaved changes',
  stillHere: (why: string) => `${why} Your changes are still here.`,
  unchanged: 'Nothing has been changed',
  conflict: {
    title: 'Somebody else changed this in the meantime',
    theyChanged: (what: string) =>
      `They changed: ${what}. Nothing of yours is saved yet. Keep yours to save them over theirs, or discard them.`,
    text: 'Nothing of yours is saved yet. Keep yours to save them over theirs, or discard them.',
    discardMine: 'Discard mine',
    keepMine: 'Keep mine',
    chooseFirst: 'Choose first what to do with the other changes',
  },
  leave: {
    title: 'Leave without saving?',
    action: 'Leave',
    text: (name: string) => `Your changes to ${name} are not saved.`,
  },
}

/** Changes to one thing, and what to do when somebody else was faster. */
export const savingTexts = inLanguage({ en })
