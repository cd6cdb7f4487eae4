import { type Texts, updateTexts } from '#contract/settings.ts'
import { TextArea } from '#ui/TextArea.tsx'
import { TextField } from '#ui/TextField.tsx'
import { settingsTexts } from '../texts/settings.tsx'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const words = settingsTexts.words.fields

/** What an emptied field says is ours again. */
const orOurs = (text: string) => (text === '' ? null : text)

/** The organisation's own words on the sign-in pages, and whom people ask. */
export function TextsSection({ settings, onDirty }: SectionProps) {
  const editing = useSection('texts', settings, updateTexts, onDirty)
  const { forceReset } = editing.draft
  const change = (some: Partial<Texts['forceReset']>) =>
    editing.change({ forceReset: { ...forceReset, ...some } })
  return (
    <SectionForm
      title={settingsTexts.words.title}
      editing={editing}
      words={words}
      effect={settingsTexts.words.effect}
    >
      <TextField
        label={settingsTexts.words.fields.helpContact}
        description={settingsTexts.words.contactText}
        optional
        placeholder="it-help@example.org"
        maxLength={200}
        value={editing.draft.helpContact ?? ''}
        onChange={(contact) => editing.change({ helpContact: orOurs(contact) })}
      />
      <h3 className="text-body font-semibold">{settingsTexts.words.reset.heading}</h3>
      <TextField
        label={settingsTexts.words.reset.title}
        optional
        placeholder={settingsTexts.words.reset.titleExample}
        maxLength={80}
        value={forceReset.title ?? ''}
        onChange={(title) => change({ title: orOurs(title) })}
      />
      <TextArea
        label={settingsTexts.words.reset.text}
        optional
        rows={3}
        placeholder={settingsTexts.words.reset.textExample}
        maxLength={500}
        value={forceReset.text ?? ''}
        onChange={(text) => change({ text: orOurs(text) })}
      />
      <TextField
        label={settingsTexts.words.reset.button}
        optional
        placeholder={settingsTexts.words.reset.buttonExample}
        maxLength={40}
        value={forceReset.button ?? ''}
        onChange={(button) => change({ button: orOurs(button) })}
      />
    </SectionForm>
  )
}
