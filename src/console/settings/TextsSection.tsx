import { type Texts, updateTexts } from '#contract/settings.ts'
import { TextArea } from '#ui/TextArea.tsx'
import { TextField } from '#ui/TextField.tsx'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const words: Record<keyof Texts, string> = {
  forceReset: 'The page that asks for a new password',
  helpContact: 'Where people ask for help',
}

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
      title="Words of the sign-in pages"
      editing={editing}
      words={words}
      effect="Shown from the next page on. An empty field says what Latchkey says."
    >
      <TextField
        label="Where people ask for help"
        description="A mail address, a phone number or an https address: in the app and on the help page."
        optional
        placeholder="it-help@example.org"
        maxLength={200}
        value={editing.draft.helpContact ?? ''}
        onChange={(contact) => editing.change({ helpContact: orOurs(contact) })}
      />
      <h3 className="text-body font-semibold">When a new password is asked for</h3>
      <TextField
        label="Title"
        optional
        placeholder="Choose a new password"
        maxLength={80}
        value={forceReset.title ?? ''}
        onChange={(title) => change({ title: orOurs(title) })}
      />
      <TextArea
        label="Text"
        optional
        rows={3}
        placeholder="Your administrator asked for this."
        maxLength={500}
        value={forceReset.text ?? ''}
        onChange={(text) => change({ text: orOurs(text) })}
      />
      <TextField
        label="Button"
        optional
        placeholder="Save and sign in"
        maxLength={40}
        value={forceReset.button ?? ''}
        onChange={(button) => change({ button: orOurs(button) })}
      />
    </SectionForm>
  )
}
