import { parseDeviceLink, readTypedCode } from '#contract/device-messages.ts'
import { beginningTexts } from '../texts/beginning-texts.ts'

const { wrong: words } = beginningTexts.setUp

/** Whether a text can be an invitation; else what to say of it. Nobody is asked yet. */
export function readClaim(text: string): { claim: string } | { wrong: string } {
  const link = parseDeviceLink(text)
  if (link.kind === 'claim') return { claim: text.trim() }
  if (link.kind === 'newer-version') return { wrong: words.newerVersion }
  if (link.kind === 'approval') return { wrong: words.approval }
  if (link.kind === 'backup') return { wrong: words.backup }
  if (readTypedCode(text)) return { claim: text.trim() }
  return { wrong: words.unknown }
}
