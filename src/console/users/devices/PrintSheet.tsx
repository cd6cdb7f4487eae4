import { createPortal } from 'react-dom'
import type { User } from '#contract/users.ts'
import { QrCode } from '#ui/QrCode.tsx'
import { setupCodeTexts } from '../../texts/users/setup-code.tsx'
import type { IssuedCode } from './SetupCode.tsx'

const texts = setupCodeTexts.sheet

/** With its day: paper is read tomorrow as well. */
const onPaper = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

interface PrintSheetProps {
  user: User
  code: IssuedCode
  organisation: string
}

/** The sheet of paper with a setup code: whose it is and what to do with it. On the screen there is nothing of it. */
export function PrintSheet({ user, code: { secret, purpose }, organisation }: PrintSheetProps) {
  return createPortal(
    <div className="print-sheet">
      <h1>{organisation}</h1>
      <p>{texts.whose(user.name, user.email)}</p>
      <QrCode value={secret.link} alternative={setupCodeTexts.alternative} size={320} />
      <p>{texts.orType(<strong>{secret.code}</strong>)}</p>
      <ol>
        <li>{texts.scan}</li>
        {purpose === 'restore' && <li>{texts.backup}</li>}
        <li>{texts.follow}</li>
      </ol>
      <p>{texts.until(onPaper.format(secret.expiresAt))}</p>
    </div>,
    document.body,
  )
}
