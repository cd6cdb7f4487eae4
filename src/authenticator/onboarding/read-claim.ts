import { parseDeviceLink, readTypedCode } from '#contract/device-messages.ts'

/** Whether a text can be an invitation; else what to say of it. Nobody is asked yet. */
export function readClaim(text: string): { claim: string } | { wrong: string } {
  const link = parseDeviceLink(text)
  if (link.kind === 'claim') return { claim: text.trim() }
  if (link.kind === 'newer-version')
    return { wrong: 'This code was made by a newer version of Latchkey. Update the app and try again.' }
  if (link.kind === 'approval')
    return { wrong: 'This is a sign-in code. Set up this phone first, then scan it under Requests.' }
  if (link.kind === 'backup') return { wrong: 'This is a backup. Go back and choose Restore Account.' }
  if (readTypedCode(text)) return { claim: text.trim() }
  return { wrong: "This isn't a setup code." }
}
