import { notify } from '#ui/notify.ts'

/** Puts a text on the clipboard and says so: "Copied the user ID". */
export function copy(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => notify(`Copied ${what}`),
    () => notify(`Couldn't copy ${what}. Your browser keeps the clipboard closed.`, { tone: 'error' }),
  )
}
