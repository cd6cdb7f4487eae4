import type { JobId, UserId } from '#contract/ids.ts'
import { inUtc } from '../mail/in-utc.ts'
import { letter } from '../mail/letter.ts'
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
  const { succeeded, skipped, failed } = counts
  const mail = letter({
    subject: `Your bulk act at ${work.base.name} has ended`,
    lines: [
      `Hello ${maker.firstName},`,
      `What you began on ${inUtc(createdAt)} has ended: ${people(succeeded)} done, ${people(skipped)} passed over because there was nothing to do, ${people(failed)} refused.`,
    ],
    link: { href: `${work.base.baseUrl}/admin/jobs/${jobId}`, label: 'See each person', after: 2 },
  })
  await queueMail(work, { to: mailAddress(maker.email), ...mail })
}

const people = (count: number) => `${count.toLocaleString('en-GB')} ${count === 1 ? 'person' : 'people'}`
