import type { JobId, UserId } from '#contract/ids.ts'
import { languageOf } from '../mail/language-of.ts'
import { letter } from '../mail/letter.ts'
import { adminMails } from '../mail/texts/administrators.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { mailAddress } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import { findMaker } from './run-row.sql.ts'

/** Whoever began a job that took no longer than this saw it end. */
const shortMs = 60_000

/** Tells whoever began a job that it has ended, and how, where they may have turned to something else meanwhile. */
export async function mailFinished(
  work: Work,
  {
    jobId,
    createdBy,
    createdAt,
    ...counts
  }: {
    jobId: JobId
    createdBy: UserId
    createdAt: Date
    succeeded: number
    skipped: number
    failed: number
  },
): Promise<void> {
  if (work.now.getTime() - createdAt.getTime() <= shortMs) return
  const maker = await findMaker(work, createdBy)
  if (!maker) return
  const language = languageOf(work.base)
  const words = adminMails(language).jobFinished({
    organisation: work.base.name,
    firstName: maker.firstName,
    begunAt: createdAt,
    ...counts,
    href: `${work.base.baseUrl}/admin/jobs/${jobId}`,
  })
  await queueMail(work, { to: mailAddress(maker.email), ...letter(language, words) })
}
