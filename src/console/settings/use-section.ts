import { useContext, useEffect, useState } from 'react'
import type { Operation, Result } from '#contract/operation.ts'
import { getSettings } from '#contract/settings.ts'
import { ApiContext, useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { hasCode } from '../api/has-code.ts'
import { settingsTexts } from '../texts/settings.tsx'

type Settings = Result<typeof getSettings>
export type SectionName = keyof Settings
export type ValueOf<S extends SectionName> = Settings[S]['value']

export interface SectionEditing<S extends SectionName> {
  readonly draft: ValueOf<S>
  change(some: Partial<ValueOf<S>>): void
  readonly isDirty: boolean
  readonly pending: boolean
  readonly error: Error | null
  save(): void
  discard(): void
  /** What somebody else changed meanwhile: names of fields; null where nobody did. */
  readonly theirs: readonly (keyof ValueOf<S>)[] | null
  keepMine(): void
}

/**
 * Edits one section over the version that was on the screen when editing began. What somebody else saved meanwhile is shown, and is
 * never lost without a word.
 *
 * @param operation the change of this section: its body is the whole value
 */
export function useSection<S extends SectionName>(
  name: S,
  settings: Settings,
  operation: Operation,
  onDirty: (isDirty: boolean) => void,
): SectionEditing<S> {
  const call = useContext(ApiContext)
  const mutation = useOperationMutation(operation)
  const [base, setBase] = useState<Settings[S]>(settings[name])
  const [draft, setDraft] = useState<ValueOf<S>>(base.value)
  const [theirs, setTheirs] = useState<Settings[S] | null>(null)
  const isDirty = !isSame(draft, base.value)
  const begin = (section: Settings[S]) => {
    setBase(section)
    setDraft(section.value)
    setTheirs(null)
    mutation.reset()
  }
  if (!isDirty && settings[name].version > base.version) begin(settings[name])
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])

  return {
    draft,
    change: (some) => setDraft({ ...draft, ...some }),
    isDirty,
    pending: mutation.isPending,
    error: theirs ? null : mutation.error,
    save() {
      if (mutation.isPending || !isDirty) return
      mutation.mutate(
        { params: {}, body: draft, ifMatch: base.version },
        {
          // The operation of this section answers with this section.
          onSuccess: (saved) => {
            begin(saved as Settings[S])
            notify(settingsTexts.saved)
          },
          onError: (error) => {
            if (!hasCode(error, 'version-mismatch')) return
            // Without an answer the message stays, and Save asks again.
            call(getSettings, { params: {}, body: {} }).then(
              (now) => setTheirs(now[name]),
              () => undefined,
            )
          },
        },
      )
    },
    discard: () => begin(theirs ?? settings[name]),
    theirs: theirs && differences(base.value, theirs.value),
    keepMine() {
      if (!theirs) return
      // My values stay; they are now a change to their version.
      setBase(theirs)
      setTheirs(null)
      mutation.reset()
    },
  }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

function differences<V extends object>(one: V, other: V): (keyof V)[] {
  const fields = Object.keys(one) as (keyof V)[] // of one schema
  return fields.filter((field) => !isSame(one[field], other[field]))
}
