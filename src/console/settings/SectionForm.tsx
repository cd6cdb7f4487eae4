import type { ReactNode } from 'react'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'
import { savingTexts } from '../texts/saving.ts'
import type { SectionEditing, SectionName, ValueOf } from './use-section.ts'

interface SectionFormProps<S extends SectionName> {
  title: string
  editing: SectionEditing<S>
  /** What the fields are called, for saying what somebody else changed. */
  words: Readonly<Record<keyof ValueOf<S>, string>>
  /** When it takes effect. */
  effect: string
  /** Why it cannot be saved as it stands. */
  wrong?: string | undefined
  children: ReactNode
}

/** One section that saves by itself. */
export function SectionForm<S extends SectionName>(props: SectionFormProps<S>) {
  const { title, editing, words, effect, wrong, children } = props
  const me = useMe()
  const { isDirty, pending, error, theirs } = editing
  const notAllowed = whyNot(me, 'settings:write')
  return (
    <Card title={title}>
      <form
        noValidate
        className="grid gap-5 pt-1"
        onSubmit={(event) => {
          event.preventDefault()
          if (!theirs && !wrong && !notAllowed) editing.save()
        }}
      >
        <fieldset disabled={notAllowed !== undefined} className="grid min-w-0 gap-5">
          {/* The card's heading names it for the eyes. */}
          <legend className="sr-only">{title}</legend>
          {children}
        </fieldset>
        {theirs ? (
          <Notice
            tone="warning"
            title={savingTexts.conflict.title}
            actions={
              <>
                <Button size="compact" onClick={editing.discard}>
                  {savingTexts.conflict.discardMine}
                </Button>
                <Button size="compact" onClick={editing.keepMine}>
                  {savingTexts.conflict.keepMine}
                </Button>
              </>
            }
          >
            {theirs.length > 0
              ? savingTexts.conflict.theyChanged(theirs.map((field) => words[field].toLowerCase()).join(', '))
              : savingTexts.conflict.text}
          </Notice>
        ) : (
          error && <Notice tone="danger">{savingTexts.stillHere(errorMessage(error))}</Notice>
        )}
        {wrong && isDirty && <Notice tone="danger">{wrong}</Notice>}
        <div className="sticky bottom-0 z-10 -mx-4 -mb-4 flex flex-wrap items-center justify-end gap-2 rounded-b-card border-t border-line bg-surface px-4 py-3">
          <p className="me-auto min-w-0 flex-1 basis-48 text-control text-muted">
            {isDirty ? savingTexts.unsaved : effect}
          </p>
          {isDirty && (
            <Button disabled={pending} onClick={editing.discard}>
              {savingTexts.discard}
            </Button>
          )}
          <Button
            type="submit"
            tone="primary"
            pending={pending}
            disabledReason={
              notAllowed ??
              (theirs ? savingTexts.conflict.chooseFirst : undefined) ??
              (isDirty ? wrong : savingTexts.unchanged)
            }
          >
            {savingTexts.save}
          </Button>
        </div>
      </form>
    </Card>
  )
}
