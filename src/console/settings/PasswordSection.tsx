import type { PasswordPolicy } from '#contract/settings.ts'
import { updatePasswordPolicy } from '#contract/settings.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { NumberField } from '#ui/NumberField.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Switch } from '#ui/Switch.tsx'
import { settingsPasswordTexts } from '../texts/settings-password.ts'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const { fields: words, classes } = settingsPasswordTexts

/** The classes of characters that can be asked for. */
const classFields = ['requireUppercase', 'requireLowercase', 'requireDigit', 'requireSymbol'] as const

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
  const asksClasses = classFields.some((field) => draft[field])
  const hasSecondFactor = settings['sign-in'].value.secondFactor === 'everyone'
  const wrong =
    draft.minimumLength >= 8 && draft.minimumLength <= 128 ? undefined : settingsPasswordTexts.wrongLength
  return (
    <SectionForm
      title={settingsPasswordTexts.title}
      editing={editing}
      words={words}
      wrong={wrong}
      effect={settingsPasswordTexts.effect}
    >
      <Notice
        tone="info"
        title={settingsPasswordTexts.nist.title}
        actions={
          <Button size="compact" onClick={() => change(nist(hasSecondFactor))}>
            {settingsPasswordTexts.nist.use}
          </Button>
        }
      >
        {hasSecondFactor ? settingsPasswordTexts.nist.beside : settingsPasswordTexts.nist.alone}
      </Notice>
      <RadioGroup
        label={words.allowed}
        options={settingsPasswordTexts.allowed}
        value={draft.allowed}
        onChange={(allowed) => change({ allowed })}
      />
      <NumberField
        label={words.minimumLength}
        description={settingsPasswordTexts.lengthText}
        unit={settingsPasswordTexts.characters}
        min={8}
        max={128}
        value={draft.minimumLength}
        onChange={(minimumLength) => change({ minimumLength: minimumLength ?? 0 })}
      />
      {classFields.map((field) => (
        <Switch
          key={field}
          label={words[field]}
          description={classes[field]}
          checked={draft[field]}
          onChange={(on) => change({ [field]: on })}
        />
      ))}
      {asksClasses && (
        <Notice tone="warning" title={settingsPasswordTexts.classesTitle}>
          {settingsPasswordTexts.classesText}
        </Notice>
      )}
      <Switch
        label={words.blockBreached}
        description={settingsPasswordTexts.breachedText}
        checked={draft.blockBreached}
        onChange={(blockBreached) => change({ blockBreached })}
      />
      {!draft.blockBreached && <Notice tone="warning">{settingsPasswordTexts.breachedOff}</Notice>}
      <NumberField
        label={words.history}
        description={settingsPasswordTexts.historyText}
        unit={settingsPasswordTexts.passwords}
        min={0}
        max={24}
        value={draft.history}
        onChange={(history) => change({ history: history ?? 0 })}
      />
      <Switch
        label={words.temporaryPasswords}
        description={settingsPasswordTexts.temporaryText}
        checked={draft.temporaryPasswords}
        onChange={(temporaryPasswords) => change({ temporaryPasswords })}
      />
    </SectionForm>
  )
}
