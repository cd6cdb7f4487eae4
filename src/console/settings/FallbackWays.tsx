import type { SignInPolicy } from '#contract/settings.ts'
import { Notice } from '#ui/Notice.tsx'
import { Switch } from '#ui/Switch.tsx'
import { useMe } from '../frame/me.ts'
import { settingsSignInTexts } from '../texts/settings-sign-in.ts'

const texts = settingsSignInTexts.fallbacks

type Fallbacks = Pick<SignInPolicy, 'mailCodes' | 'smsCodes' | 'overrides'>

/** What helps whoever has no phone at hand: weaker, behind the other ways, each with what it costs. */
export function FallbackWays({
  draft,
  words,
  onChange,
}: {
  draft: Fallbacks
  words: Readonly<Record<keyof Fallbacks, string>>
  onChange: (change: Partial<Fallbacks>) => void
}) {
  const { mail, sms } = useMe()
  return (
    <fieldset className="grid min-w-0 gap-4">
      <legend className="mb-2 text-control font-medium">{texts.title}</legend>
      <p className="-mt-3 text-meta text-muted">{texts.text}</p>
      <Switch
        label={words.overrides}
        description={texts.overrides}
        checked={draft.overrides}
        onChange={(overrides) => onChange({ overrides })}
      />
      <Switch
        label={words.mailCodes}
        description={texts.mail}
        checked={draft.mailCodes}
        onChange={(mailCodes) => onChange({ mailCodes })}
      />
      {draft.mailCodes && (
        <Notice tone="warning">
          {mail === 'none' ? texts.both(texts.mailRisk, texts.noMail) : texts.mailRisk}
        </Notice>
      )}
      <Switch
        label={words.smsCodes}
        description={texts.sms}
        checked={draft.smsCodes}
        onChange={(smsCodes) => onChange({ smsCodes })}
      />
      {draft.smsCodes && (
        <Notice tone="warning">
          {sms === 'none' ? texts.both(texts.smsRisk, texts.noSms) : texts.smsRisk}
        </Notice>
      )}
    </fieldset>
  )
}
