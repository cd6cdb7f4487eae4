import { notify } from '#ui/notify.ts'
import { frameTexts } from '../texts/frame.ts'

/** Puts a text on the clipboard and says so: "Copied the user ID". */
export function copy(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => notify(frameTexts.copied(what)),
    () => notify(frameTexts.notCopied(what), { tone: 'error' }),
  )
}
