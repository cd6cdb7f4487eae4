import type { SignInPolicy } from '#contract/settings.ts'
import { Notice } from '#ui/Notice.tsx'
import { Switch } from '#ui/Switch.tsx'
import { useMe } from '../frame/me.ts'

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
      <legend className="mb-2 text-control font-medium">Without a phone at hand</legend>
      <p className="-mt-3 text-meta text-muted">
        Offered behind the ways above. What needs a passkey or asks for a phone by name, none of them opens.
      </p>
      <Switch
        label={words.overrides}
        description="An administrator reads out a passcode that signs somebody in once, for eight hours at most, and changes none of their security settings. The person is told."
        checked={draft.overrides}
        onChange={(overrides) => onChange({ overrides })}
      />
      <Switch
        label={words.mailCodes}
        description="Six digits to their verified address. Never for administrators."
        checked={draft.mailCodes}
        onChange={(mailCodes) => onChange({ mailCodes })}
      />
      {draft.mailCodes && (
        <Notice tone="warning">
          Lower assurance: whoever reads the mailbox gets in, and often the mailbox itself is behind this
          sign-in.
          {mail === 'none' &&
            ' No mail server is set up, so it is not offered yet (LATCHKEY_SMTP_URL on the server).'}
        </Notice>
      )}
      <Switch
        label={words.smsCodes}
        description="Six digits to their mobile number. Never for administrators."
        checked={draft.smsCodes}
        onChange={(smsCodes) => onChange({ smsCodes })}
      />
      {draft.smsCodes && (
        <Notice tone="warning">
          Lower assurance: a number can be taken over, and the SIM may be in the lost phone. Each text costs.
          {sms === 'none' &&
            ' No text service is set up, so it is not offered yet (LATCHKEY_SMS_URL on the server).'}
        </Notice>
      )}
    </fieldset>
  )
}
