import { shortcutsTexts } from '../texts/shortcuts.ts'
import { areas } from './areas.ts'
import { isApple } from './is-apple.ts'

const { keys } = shortcutsTexts

/** What the keys do, as the dialog lists them. */
export const shortcuts: readonly (readonly [keys: string, act: string])[] = [
  [isApple() ? '⌘ K' : `${keys.control} K`, shortcutsTexts.jump],
  ...areas.map(({ key, text }) => [`g ${key}`, shortcutsTexts.goTo(text)] as const),
  ['/', shortcutsTexts.search],
  ['j  k', shortcutsTexts.row],
  ['x', shortcutsTexts.select],
  [keys.enter, shortcutsTexts.openRow],
  ['.', shortcutsTexts.menu],
  ['[  ]', shortcutsTexts.user],
  ['e', shortcutsTexts.edit],
  ['?', shortcutsTexts.list],
  [keys.escape, shortcutsTexts.close],
]
