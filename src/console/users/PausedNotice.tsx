import { listApprovalRequests } from '#contract/approval-requests.ts'
import type { User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { addresses } from '../addresses.ts'
import { useOpenCase } from '../cases/use-open-case.ts'
import { untilWords } from '../cases/words.ts'
import { useMe } from '../frame/me.ts'
import { userPageTexts } from '../texts/users/user-page.tsx'
import { whyNotResume } from './why-not-user.ts'

const texts = userPageTexts.paused

/** Says that no sign-in request rings this person's phone, why, and until when. */
export function PausedNotice({ user, onResume }: { user: User; onResume: () => void }) {
  const me = useMe()
  const read = useOperationQuery(listApprovalRequests, { params: { userId: user.id }, body: {} })
  const openCase = useOpenCase(user.id)
  const pause = read.data?.pause
  if (!pause || pause.until.getTime() <= Date.now()) return null
  return (
    <Notice
      tone="warning"
      title={texts.title(untilWords(pause.until), texts.why[pause.why])}
      actions={
        <>
          {openCase && (
            <LinkButton size="compact" href={addresses.case(openCase.id)}>
              {texts.openCase}
            </LinkButton>
          )}
          <Button size="compact" disabledReason={whyNotResume(me, user)} onClick={onResume}>
            {texts.resume}
          </Button>
        </>
      }
    >
      {texts.text}
    </Notice>
  )
}
