import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Keyboard shortcuts',
  single: 'Single keys',
  singleText: 'Off, letters do nothing by themselves. Search, Tab and Esc always work.',
  jump: 'Search or jump to',
  goTo: (area: string) => `Go to ${area}`,
  search: 'Search in the list',
  row: 'Next and previous row',
  select: 'Select the row',
  openRow: 'Open the row',
  menu: 'Menu of the row',
  user: 'Previous and next user of the list',
  edit: 'Edit name and role of the user',
  list: 'This list',
  close: 'Close the top layer',
  /** As they stand on keyboards. */
  keys: { control: 'Ctrl', escape: 'Esc', enter: 'Enter' },
}

/** What the keys of the console do. */
export const shortcutsTexts = inLanguage({ en })
