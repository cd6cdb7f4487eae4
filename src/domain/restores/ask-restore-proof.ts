import { Problem } from '#contract/problem.ts'
import { sha256 } from '#platform/hash.ts'
import { randomDigits } from '#platform/random.ts'
import { askApproval } from '../approvals/ask-approval.ts'
import { sendText } from '../codes/send-text.ts'
import { unixSeconds } from '../devices/signed.ts'
import { hit } from '../limits/hit.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { mailAddress } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import { provedRestore } from './proved-restore.ts'
import { macOfCode } from './restore-code.ts'
import { restoreCodeMail, restoreCodeText } from './restore-mails.ts'
import { codeAddress } from './restore-proofs.ts'
import { type Person, type RestoreRow, updateRestore } from './restores.sql.ts'

const codeSeconds = 600
/** Of one person, over all restores of theirs: nobody fills a mailbox, or rings a phone all night, with a backup that was found. */
const sends = { limit: 5, windowSeconds: 600 }

/**
 * Sends a code, or asks another phone of the person. The newest counts: an earlier code or question serves no more. `rate-limited` is
 * returned, for the count has to stay.
 *
 * @returns `number`: what is typed on the other phone, to be shown on this one; null for a code.
 * @throws {Problem} as `provedRestore`
 */
export async function askRestoreProof(
  work: Work,
  { sid, by }: { sid: string; by: 'mail' | 'sms' | 'device' },
): Promise<{ number: string | null; exp: number } | Problem> {
  const { restore, person } = await provedRestore(work, { sid, by })
  if (restore.shownBy) throw new Problem('restore-not-found')
  const { allowed, retryAfterSeconds } = await hit(work, { key: `restore-send:${person.id}`, ...sends })
  if (!allowed) return new Problem('rate-limited', undefined, { members: { retryAfterSeconds } })
  return by === 'device' ? askPhone(work, restore, person) : sendCode(work, restore, person, by)
}

async function sendCode(work: Work, { id }: RestoreRow, person: Person, by: 'mail' | 'sms') {
  const code = randomDigits(6)
  const codeUntil = new Date(work.now.getTime() + codeSeconds * 1000)
  if (by === 'mail') {
    const to = mailAddress(codeAddress(person))
    await queueMail(work, { to, ...restoreCodeMail(work, person, code) }, { expiresAt: codeUntil })
  } else {
    const to = person.mobile ?? ''
    // Whoever is here has signed with their identity: a stranger who knows an address has not.
    const sms = {
      userId: person.id,
      to,
      text: restoreCodeText(work, code),
      expiresAt: codeUntil,
      asker: 'person',
    } as const
    if ((await sendText(work, sms)) !== 'queued') return new Problem('rate-limited')
  }
  await updateRestore(work, id, { codeMethod: by, codeMac: macOfCode(work, id, code), codeUntil })
  return { number: null, exp: unixSeconds(codeUntil) }
}

/** Six digits, shown on the new phone and typed on the old one. */
async function askPhone(work: Work, { id }: RestoreRow, person: Person) {
  const asked = await askApproval(work, {
    userId: person.id,
    address: person.email,
    action: 'add-device',
    restoreId: id,
    signInId: null,
    sessionId: null,
    application: { id: null, clientId: null, name: 'Another phone' },
    digits: 6,
    // Nobody's browser: a stranger with a backup takes the place of no question but their own.
    browserHash: sha256(`restore:${id}`),
    knownBrowser: false,
    place: null,
    newPlace: false,
    reason: 'A phone is being set up from your backup',
  })
  await updateRestore(work, id, { requestId: asked.id })
  return { number: asked.number, exp: unixSeconds(asked.expiresAt) }
}
