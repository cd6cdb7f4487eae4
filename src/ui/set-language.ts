import { direction, language } from './language.ts'

/** Says on the page itself what it speaks and which way that is read; before anything is drawn. */
export function setLanguage(): void {
  document.documentElement.lang = language
  document.documentElement.dir = direction
}
