import { useEffect, useState } from 'react'
import type { BackedUpAccount, OpenedBackup } from '#phone/restore.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Notice } from '#ui/Notice.tsx'
import { TextField } from '#ui/TextField.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Screen } from '../frame/Screen.tsx'
import { usePhoneState } from '../phone-state.ts'
import { readSetting } from '../settings-store.ts'
import { restoringTexts } from '../texts/restoring-texts.ts'
import { suggestedName } from '../this-phone.ts'
import { dateOf, fromSeconds } from '../time-words.ts'
import { keyOf } from './restore-draft.ts'

const { list: words } = restoringTexts

interface AccountListProps {
  opened: OpenedBackup
  /** The organisation whose invitation asked for the backup: its account alone is ticked. */
  wanted: { readonly iss: string; readonly name: string } | null
  onStart: (accounts: readonly BackedUpAccount[], deviceName: string) => void
  onAnother: () => void
}

/** What is in the backup, with ticks. What this phone has already stays as it is. */
export function AccountList({ opened, wanted, onStart, onAnother }: AccountListProps) {
  const { enrolments } = usePhoneState()
  const isHere = ({ did, iss }: BackedUpAccount) =>
    enrolments.some((one) => one.iss === iss && one.did === did)
  const open = opened.accounts.filter((account) => !isHere(account))
  const [unticked, setUnticked] = useState<readonly string[]>(() =>
    wanted ? open.filter(({ iss }) => iss !== wanted.iss).map(keyOf) : [],
  )
  const [name, setName] = useState<string | null>(null)
  const [isNamed, setNamed] = useState(true)
  useEffect(() => {
    void readSetting('deviceName').then(async (kept) => {
      setNamed(kept !== undefined)
      setName(kept ?? (await suggestedName()))
    })
  }, [])
  if (name === null) return null
  const chosen = open.filter((account) => !unticked.includes(keyOf(account)))
  const isMissing = wanted !== null && !opened.accounts.some(({ iss }) => iss === wanted.iss)
  const isNameless = name.trim() === ''
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen.length > 0 && !isNameless) onStart(chosen, name.trim())
      }}
    >
      <Screen
        title={words.title}
        back={<BackButton onClick={onAnother} />}
        actions={
          <>
            {open.length > 0 && (
              <Button
                type="submit"
                tone="primary"
                wide
                disabledReason={chosen.length === 0 ? words.choose : isNameless ? words.nameEmpty : undefined}
              >
                {words.start(chosen.length)}
              </Button>
            )}
            <Button wide onClick={onAnother}>
              {words.another}
            </Button>
          </>
        }
      >
        <p className="text-muted">{words.madeAt(dateOf(fromSeconds(opened.madeAt)))}</p>
        {isMissing && <Notice tone="warning">{words.notFor(wanted.name)}</Notice>}
        {open.length === 0 && <Notice tone="info">{words.none}</Notice>}
        <fieldset className="grid gap-3">
          <legend className="sr-only">{words.accounts}</legend>
          {opened.accounts.map((account) => {
            const key = keyOf(account)
            return (
              <div key={key} className="rounded-card border border-line bg-surface px-4 py-3.5 wrap-anywhere">
                <Checkbox
                  label={<span className="font-medium">{account.org}</span>}
                  description={`${account.user} · ${new URL(account.iss).host}`}
                  checked={isHere(account) || !unticked.includes(key)}
                  disabledReason={isHere(account) ? words.here : undefined}
                  onChange={(checked) =>
                    setUnticked(checked ? unticked.filter((one) => one !== key) : [...unticked, key])
                  }
                />
              </div>
            )
          })}
        </fieldset>
        {!isNamed && open.length > 0 && (
          <TextField
            label={words.nameLabel}
            description={words.nameText}
            value={name}
            onChange={setName}
            maxLength={60}
            autoComplete="off"
          />
        )}
      </Screen>
    </form>
  )
}
