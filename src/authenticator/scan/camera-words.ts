import { isApple } from '../this-phone.ts'

export type CameraTrouble = 'denied' | 'none' | 'busy'

/** What stands between the person and the camera, and how to put it right on this kind of phone. */
export function cameraWords(trouble: CameraTrouble): { title: string; text: string } {
  if (trouble === 'none') return { title: 'No camera found', text: 'Enter the code instead.' }
  if (trouble === 'busy')
    return { title: 'The camera is in use', text: 'Close the other app that uses it, and try again.' }
  return { title: 'The camera is not allowed', text: howToAllow() }
}

function howToAllow(): string {
  if (isApple()) return 'Open Settings, then Apps › Safari › Camera, and choose Allow. Then try again.'
  if (/Android/.test(navigator.userAgent))
    return 'Press and hold the Latchkey icon, choose App info › Permissions › Camera › Allow. Then try again.'
  return 'Click the camera or lock sign beside the address, allow the camera, and try again.'
}

/** Why `getUserMedia` did not give a picture (Media Capture and Streams §10.2). */
export function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none'
}
