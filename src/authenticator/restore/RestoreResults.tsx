import { CircleCheck, History } from 'lucide-react'
import { useState } from 'react'
import type { BackedUpAccount } from '#phone/restore.ts'
import { Badge, type BadgeTone } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/TextField.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { ShortCode } from '../frame/ShortCode.tsx'
import { readClaim } from '../onboarding/read-claim.ts'
import { restoringTexts } from '../texts/restoring-texts.ts'
import { keyOf } from './restore-draft.ts'
import type { RestoreResult } from './restore-result.ts'

const { results: words } = restoringTexts

const tones: Record<RestoreResult['kind'], BadgeTone> = {
  ready: 'success',
  pending: 'info',
  'needs-code': 'warning',
  gone: 'danger',
  deactivated: 'danger',
  skipped: 'neutral',
  failed: 'warning',
}

interface RestoreResultsProps {
  accounts: readonly BackedUpAccount[]
  results: Readonly<Record<string, RestoreResult>>
  onAgain: (account: BackedUpAccount) => void
  /** An administrator's code, after the identity was reset there. Answers what is wrong with it, else goes on by itself. */
  onCode: (account: BackedUpAccount, code: string) => Promise<string | null>
  onDone: () => void
}

/** What became of each account, and what is left to do. */
export function RestoreResults({ accounts, results, onAgain, onCode, onDone }: RestoreResultsProps) {
  const all = accounts.map((account) => ({ account, result: results[keyOf(account)] }))
  const isGood = all.every(({ result }) => result?.kind === 'ready')
  return (
    <Screen
      title={words.title}
      picture={<Mark icon={isGood ? CircleCheck : History} tone={isGood ? 'success' : 'accent'} />}
      actions={
        <Button tone="primary" wide onClick={onDone}>
          {words.continue}
        </Button>
      }
    >
      <ul className="grid gap-3">
        {all.map(
          ({ account, result }) =>
            result && (
              <li
                key={keyOf(account)}
                className="grid gap-2 rounded-card border border-line bg-surface px-4 py-3.5"
              >
                <div className="flex flex-wrap items-center justify-between gap-2">
                  <h2 className="text-card font-semibold wrap-anywhere">{account.org}</h2>
                  <Badge tone={tones[result.kind]}>{words.words[result.kind]}</Badge>
                </div>
                <p className="text-meta text-muted wrap-anywhere">{account.user}</p>
                <Outcome
                  result={result}
                  onAgain={() => onAgain(account)}
                  onCode={(code) => onCode(account, code)}
                />
              </li>
            ),
        )}
      </ul>
    </Screen>
  )
}

interface OutcomeProps {
  result: RestoreResult
  onAgain: () => void
  onCode: (code: string) => Promise<string | null>
}

function Outcome({ result, onAgain, onCode }: OutcomeProps) {
  switch (result.kind) {
    case 'ready':
      return <p>{words.restored}</p>
    case 'pending':
      return (
        <p>
          {words.pending} <ShortCode code={result.shortCode} />
        </p>
      )
    case 'needs-code':
      return <NewCode onCode={onCode} />
    case 'gone':
      return <p>{words.gone}</p>
    case 'deactivated':
      return <p>{words.deactivated}</p>
    case 'skipped':
    case 'failed':
      return (
        <>
          <p>{result.kind === 'failed' ? result.why : words.skipped}</p>
          <div>
            <Button onClick={onAgain}>{words.again}</Button>
          </div>
        </>
      )
  }
}

/** It does not end in a refusal: the code that helps is taken here. */
function NewCode({ onCode }: { onCode: (code: string) => Promise<string | null> }) {
  const [code, setCode] = useState('')
  const [isPending, setPending] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const take = async () => {
    const read = readClaim(code)
    if ('wrong' in read) return setWrong(read.wrong)
    setPending(true)
    setWrong(await onCode(read.claim))
    setPending(false)
  }
  return (
    <form
      noValidate
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) void take()
      }}
    >
      <p>{words.retired}</p>
      <TextField
        label={restoringTexts.account.claim}
        description={restoringTexts.account.claimDescription}
        value={code}
        onChange={(next) => {
          setCode(next)
          setWrong(null)
        }}
        error={wrong ?? undefined}
        autoComplete="off"
        exact
      />
      <div>
        <Button type="submit" pending={isPending}>
          {words.setUp}
        </Button>
      </div>
    </form>
  )
}
