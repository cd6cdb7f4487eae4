import type { ReactNode } from 'react'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'
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
            title="Somebody else changed this in the meantime"
            actions={
              <>
                <Button size="compact" onClick={editing.discard}>
                  Discard mine
                </Button>
                <Button size="compact" onClick={editing.keepMine}>
                  Keep mine
                </Button>
              </>
            }
          >
            {theirs.length > 0 &&
              `They changed: ${theirs.map((field) => words[field].toLowerCase()).join(', ')}. `}
            Nothing of yours is saved yet. Keep yours to save them over theirs, or discard them.
          </Notice>
        ) : (
          error && <Notice tone="danger">{errorMessage(error)} Your changes are still here.</Notice>
        )}
        {wrong && isDirty && <Notice tone="danger">{wrong}</Notice>}
        <div className="sticky bottom-0 z-10 -mx-4 -mb-4 flex flex-wrap items-center justify-end gap-2 rounded-b-card border-t border-line bg-surface px-4 py-3">
          <p className="me-auto min-w-0 flex-1 basis-48 text-control text-muted">
            {isDirty ? 'Unsaved changes' : effect}
          </p>
          {isDirty && (
            <Button disabled={pending} onClick={editing.discard}>
              Discard
            </Button>
          )}
          <Button
            type="submit"
            tone="primary"
            pending={pending}
            disabledReason={
              notAllowed ??
              (theirs ? 'Choose first what to do with the other changes' : undefined) ??
              (isDirty ? wrong : 'Nothing has been changed')
            }
          >
            Save changes
          </Button>
        </div>
      </form>
    </Card>
  )
}
