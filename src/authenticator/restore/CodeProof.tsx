import { KeyRound, Mail, MessageSquare } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { parseDeviceLink, readTypedCode } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import { askProof, type BegunRestore, showProof } from '#phone/restore.ts'
import { Button } from '#ui/Button.tsx'
import { CodeField } from '#ui/CodeField.tsx'
import { Notice } from '#ui/Notice.tsx'
import { TextField } from '#ui/TextField.tsx'
import { appPhone } from '../app-phone.ts'
import { explain } from '../explain.ts'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { restoringTexts } from '../texts/restoring-texts.ts'

const { account: words } = restoringTexts
const digits = 6
const pictures = { mail: Mail, sms: MessageSquare, claim: KeyRound } as const

interface CodeProofProps {
  by: 'mail' | 'sms' | 'claim'
  begun: BegunRestore & { readonly asked: 'mail' | 'sms' | null }
  onAsked: (by: 'mail' | 'sms') => void
  onProved: (claim: string) => void
  /** The restore has ended: too late, or too many tries. */
  onOver: (cause: unknown) => void
  onBack: () => void
}

/** A code that was sent, or an administrator's setup code. */
export function CodeProof({ by, begun, onAsked, onProved, onOver, onBack }: CodeProofProps) {
  const [typed, setTyped] = useState('')
  const [isPending, setPending] = useState(false)
  const [isResent, setResent] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const isAsking = useRef(false)
  const ask = async () => {
    if (by === 'claim' || isAsking.current) return
    isAsking.current = true
    setError(null)
    try {
      await askProof(appPhone, begun, by)
      onAsked(by)
    } catch (cause) {
      if (hasEnded(cause)) return onOver(cause)
      setError(explain(cause))
    }
    isAsking.current = false
  }
  const askFirst = useEffectEvent(() => {
    // One that is under way since the app was closed still counts.
    if (begun.asked !== by) void ask()
  })
  useEffect(() => {
    askFirst()
  }, [])

  const show = async (text: string) => {
    const code = by === 'claim' ? claimIn(text, begun.iss) : { code: text }
    if ('wrong' in code) return setError(code.wrong(begun.org.name))
    setPending(true)
    setError(null)
    try {
      const shown = await showProof(appPhone, begun, by, code.code)
      if (shown.state === 'proved') return onProved(shown.claim)
    } catch (cause) {
      if (hasEnded(cause)) return onOver(cause)
      setTyped('')
      setError(explain(cause))
    }
    setPending(false)
  }
  const title = { mail: words.mailTitle, sms: words.smsTitle, claim: words.claimTitle }[by]
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending && typed !== '') void show(typed)
      }}
    >
      <Screen
        title={title}
        picture={<Mark icon={pictures[by]} />}
        actions={
          <>
            <Button type="submit" tone="primary" wide pending={isPending}>
              {words.next}
            </Button>
            {by !== 'claim' && (
              <Button wide disabled={isPending} onClick={() => void ask().then(() => setResent(true))}>
                {words.again}
              </Button>
            )}
            <Button tone="quiet" wide disabled={isPending} onClick={onBack}>
              {words.other}
            </Button>
          </>
        }
      >
        {by === 'mail' && <p className="text-muted">{words.mailSent(begun.hints.mail ?? begun.user.hint)}</p>}
        {by === 'sms' && <p className="text-muted">{words.smsSent(begun.hints.sms ?? '')}</p>}
        {by === 'claim' ? (
          <TextField
            label={words.claim}
            description={words.claimDescription}
            value={typed}
            onChange={setTyped}
            error={error ?? undefined}
            autoComplete="off"
            exact
            autoFocus
          />
        ) : (
          <CodeField
            label={words.code}
            kind="digits"
            length={digits}
            value={typed}
            onChange={setTyped}
            autoComplete="one-time-code"
            error={error ?? undefined}
            autoFocus
          />
        )}
        {isResent && error === null && <Notice tone="info">{words.sentAgain}</Notice>}
      </Screen>
    </form>
  )
}

const hasEnded = (cause: unknown) => cause instanceof Problem && cause.code === 'restore-not-found'

/** A setup code as it is typed or pasted, for this organisation. */
function claimIn(text: string, iss: string): { code: string } | { wrong: (organisation: string) => string } {
  const link = parseDeviceLink(text)
  if (link.kind === 'claim')
    return link.iss.replace(/\/$/, '') === iss ? { code: link.token } : { wrong: words.otherOrganisation }
  const code = readTypedCode(text)
  return code ? { code } : { wrong: () => words.notASetupCode }
}
