import { texts } from '../texts/texts.ts'
import { isApple } from '../this-phone.ts'

const { trouble: words } = texts.scan

export type CameraTrouble = 'denied' | 'none' | 'busy'

/** What stands between the person and the camera, and how to put it right on this kind of phone. */
export function cameraWords(trouble: CameraTrouble): { title: string; text: string } {
  return trouble === 'denied' ? { title: words.denied.title, text: howToAllow() } : words[trouble]
}

function howToAllow(): string {
  if (isApple()) return words.denied.apple
  return /Android/.test(navigator.userAgent) ? words.denied.android : words.denied.other
}

/** Why `getUserMedia` did not give a picture (Media Capture and Streams §10.2). */
export function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none'
}
