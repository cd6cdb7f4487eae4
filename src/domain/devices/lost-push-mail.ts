import type { UserId } from '#contract/ids.ts'
import { inUtc } from '../mail/in-utc.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'

/** Tells a person that no sign-in request reaches their phone any more, and which other one rings now. */
export async function tellOfLostPush(
  work: Work,
  { userId, lost, next }: { userId: UserId; lost: string; next: string | null },
): Promise<void> {
  const user = await getUser(work, { userId })
  if (user.status !== 'active') return
  const { name: organisation } = work.base
  const unreached = `Since ${inUtc(work.now)}, sign-in requests of ${organisation} do not reach ${lost} any more: its push service has forgotten it.`
  await tellPerson(work, user, {
    subject: next
      ? `Another phone gets your sign-in requests at ${organisation}`
      : `Your phone no longer gets sign-in requests at ${organisation}`,
    lines: [
      `Hello ${user.firstName},`,
      unreached,
      next
        ? `They go to ${next} from now on. Open Latchkey on ${lost} if you want to choose it again.`
        : `Open Latchkey on ${lost}: that usually brings them back. Until then open the app yourself when you sign in, or scan the QR code on the sign-in page.`,
      'You do not know that phone? Tell your administrator.',
    ],
  })
}
