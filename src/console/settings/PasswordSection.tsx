import type { PasswordPolicy } from '#contract/settings.ts'
import { updatePasswordPolicy } from '#contract/settings.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { NumberField } from '#ui/NumberField.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Switch } from '#ui/Switch.tsx'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const words: Record<keyof PasswordPolicy, string> = {
  allowed: 'Who may have a password',
  minimumLength: 'Minimum length',
  requireUppercase: 'Require an uppercase letter',
  requireLowercase: 'Require a lowercase letter',
  requireDigit: 'Require a digit',
  requireSymbol: 'Require a symbol',
  blockBreached: 'Block common passwords',
  history: 'Password history',
  temporaryPasswords: 'Temporary passwords',
}

const allowedOptions = {
  yes: { label: 'Everyone', description: 'Whoever wants one can set one, beside the phone.' },
  'per-user': { label: 'People you choose', description: 'Switched on on the page of each person.' },
  no: {
    label: 'Nobody',
    description: '“Forgot password” then tells people to sign in with their provider or phone.',
  },
} as const

const classes = [
  ['requireUppercase', 'A to Z'],
  ['requireLowercase', 'a to z'],
  ['requireDigit', '0 to 9'],
  ['requireSymbol', 'Anything that is neither a letter nor a digit'],
] as const

/** NIST SP 800-63B-4: fifteen characters where the password is all there is, eight beside another factor; no classes. */
const nist = (hasSecondFactor: boolean): Partial<PasswordPolicy> => ({
  minimumLength: hasSecondFactor ? 8 : 15,
  requireUppercase: false,
  requireLowercase: false,
  requireDigit: false,
  requireSymbol: false,
  blockBreached: true,
})

/** What a new password must be. */
export function PasswordSection({ settings, onDirty }: SectionProps) {
  const editing = useSection('password', settings, updatePasswordPolicy, onDirty)
  const { draft, change } = editing
  const asksClasses = classes.some(([field]) => draft[field])
  const hasSecondFactor = settings['sign-in'].value.secondFactor === 'everyone'
  const wrong =
    draft.minimumLength >= 8 && draft.minimumLength <= 128 ? undefined : 'The minimum length is 8 to 128.'
  return (
    <SectionForm
      title="Password policy"
      editing={editing}
      words={words}
      wrong={wrong}
      effect="Applies the next time a password is set. Passwords that people have stay valid; to move them on, require a reset."
    >
      <Notice
        tone="info"
        title="Preset: NIST 800-63B-4"
        actions={
          <Button size="compact" onClick={() => change(nist(hasSecondFactor))}>
            Use it
          </Button>
        }
      >
        {hasSecondFactor
          ? 'Eight characters, since everyone is asked for the phone as well; leaked passwords blocked; no character classes.'
          : 'Fifteen characters, since a password alone lets people in; leaked passwords blocked; no character classes.'}
      </Notice>
      <RadioGroup
        label={words.allowed}
        options={allowedOptions}
        value={draft.allowed}
        onChange={(allowed) => change({ allowed })}
      />
      <NumberField
        label={words.minimumLength}
        description="8 to 128. Length protects more than any other rule."
        unit="characters"
        min={8}
        max={128}
        value={draft.minimumLength}
        onChange={(minimumLength) => change({ minimumLength: minimumLength ?? 0 })}
      />
      {classes.map(([field, description]) => (
        <Switch
          key={field}
          label={words[field]}
          description={description}
          checked={draft[field]}
          onChange={(on) => change({ [field]: on })}
        />
      ))}
      {asksClasses && (
        <Notice tone="warning" title="Character classes make passwords worse">
          People answer them with Password1!. NIST 800-63B-4 forbids them; keep them only where an auditor
          still asks.
        </Notice>
      )}
      <Switch
        label={words.blockBreached}
        description="Checked against known leaks by a lookup that sends five characters of a hash and never the password, and against a local list."
        checked={draft.blockBreached}
        onChange={(blockBreached) => change({ blockBreached })}
      />
      {!draft.blockBreached && (
        <Notice tone="warning">Leaked passwords are the first that attackers try. Keep this on.</Notice>
      )}
      <NumberField
        label={words.history}
        description="How many earlier passwords cannot be used again. 0 allows all."
        unit="passwords"
        min={0}
        max={24}
        value={draft.history}
        onChange={(history) => change({ history: history ?? 0 })}
      />
      <Switch
        label={words.temporaryPasswords}
        description="Administrators may make one that works once, for 24 hours. Off, they can only send a link with which people set their own."
        checked={draft.temporaryPasswords}
        onChange={(temporaryPasswords) => change({ temporaryPasswords })}
      />
    </SectionForm>
  )
}
