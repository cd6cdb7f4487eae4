import { pauseWithoutEnd } from '#contract/cases.ts'
import { Notice } from '#ui/Notice.tsx'

/** Says that no sign-in request rings one's phone, and how one signs in meanwhile. */
export function PausedNotice({ until }: { until: Date | null }) {
  if (!until || until.getTime() <= Date.now()) return null
  const endless = until.getTime() === pauseWithoutEnd.getTime()
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Notice
      tone="warning"
      title={
        endless
          ? 'Sign-in requests don’t ring your phone until your administrators have looked'
          : `Sign-in requests don’t ring your phone until ${format.format(until)}`
      }
    >
      Open the app when you sign in, or scan the QR code on the sign-in page.
    </Notice>
  )
}
