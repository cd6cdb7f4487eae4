import type { Me } from '#contract/me.ts'
import { LinkButton } from '#ui/LinkButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { addresses } from '../addresses.ts'
import { overviewTexts } from '../texts/overview.ts'

const texts = overviewTexts.fewTexts

/** Codes by SMS are about to end for today: of whom, and where to look. */
export function FewTextsNotice({ whose, used, perDay }: NonNullable<Me['fewTexts']>) {
  return (
    <Notice
      tone="warning"
      title={texts[whose]}
      actions={
        <LinkButton size="compact" href={addresses.settings('sign-in')}>
          {texts.look}
        </LinkButton>
      }
    >
      {texts.text[whose](used.toLocaleString(), perDay.toLocaleString())}
    </Notice>
  )
}
