import { Check, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Diagnosis } from '#contract/diagnosis.ts'
import type { User } from '#contract/users.ts'
import { Badge, type BadgeTone } from '#ui/Badge.tsx'
import { Card } from '#ui/Card.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { Facts } from '#ui/Facts.tsx'
import { Notice } from '#ui/Notice.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { keepFocus } from '../frame/keep-focus.ts'
import { checkWords } from './check-words.ts'
import { RemedyButton } from './RemedyButton.tsx'

interface DiagnosisViewProps {
  diagnosis: Diagnosis
  user: User | null
  /** Another address may be tried, or something was put right: it is looked at again. */
  onDone: () => void
}

const attemptStates: Record<NonNullable<Diagnosis['attempt']>['state'], { text: string; tone: BadgeTone }> = {
  open: { text: 'Under way', tone: 'info' },
  finished: { text: 'Signed in', tone: 'success' },
  failed: { text: 'Failed', tone: 'danger' },
  expired: { text: 'Expired', tone: 'neutral' },
}

/** The verdict with the first thing that fails, every check in order, the ways in, and what happened when they tried. */
export function DiagnosisView({ diagnosis, user, onDone: readAgain }: DiagnosisViewProps) {
  const { checks, ways, attempt, target } = diagnosis
  const hasActed = useRef(false)
  const onDone = () => {
    hasActed.current = true
    readAgain()
  }
  // The button that put it right goes with the reason for it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new diagnosis is what takes it away
  useEffect(() => {
    if (hasActed.current) keepFocus()
    hasActed.current = false
  }, [diagnosis])
  return (
    <>
      <Verdict diagnosis={diagnosis} user={user} onDone={onDone} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card title="Checks" id="checks" flush trailing={target.name}>
          <ol>
            {checks.map(({ check, passed, reason, remedy, fix }) => (
              <li
                key={check}
                className="flex items-start gap-3 border-t border-line px-4 py-2.5 text-control"
              >
                <Sign passed={passed} />
                <div className="grid min-w-0 flex-1 gap-1.5">
                  <p className={passed ? '' : 'font-medium'}>
                    <span className="sr-only">{passed ? 'Passed: ' : 'Failed: '}</span>
                    {checkWords(check)}
                  </p>
                  {reason && (
                    <p className="text-muted text-pretty">
                      {reason} {remedy}
                    </p>
                  )}
                  {fix && check !== diagnosis.failed && (
                    <p>
                      <RemedyButton fix={fix} user={user} target={target} onDone={onDone} />
                    </p>
                  )}
                </div>
              </li>
            ))}
          </ol>
        </Card>
        <div className="grid gap-5">
          <Card
            title="Ways in"
            id="ways"
            flush
            empty={ways.length === 0 && 'Nobody has this address, so there is no way in.'}
          >
            <ul>
              {ways.map(({ method, providerId, name, works, why, fix }) => (
                <li
                  key={`${method} ${providerId ?? ''}`}
                  className="flex items-start gap-3 border-t border-line px-4 py-2.5 text-control"
                >
                  <Sign passed={works} />
                  <div className="grid min-w-0 flex-1 gap-1.5">
                    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                      <span className="font-medium wrap-anywhere">{name}</span>
                      <Badge tone={works ? 'success' : 'neutral'}>{works ? 'Works' : "Doesn't work"}</Badge>
                    </p>
                    {why && <p className="text-muted text-pretty">{why}</p>}
                    {fix && fix !== 'none' && (
                      <p>
                        <RemedyButton
                          fix={fix}
                          user={user}
                          target={target}
                          providerId={providerId}
                          onDone={onDone}
                        />
                      </p>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          </Card>
          <Card
            title="The attempt"
            id="attempt"
            empty={!attempt && 'They have not tried lately, or not failed. The checks hold all the same.'}
          >
            {attempt && (
              <Facts
                items={[
                  [
                    'Outcome',
                    <span key="outcome" className="flex flex-wrap items-center gap-2">
                      <Badge tone={attemptStates[attempt.state].tone}>
                        {attemptStates[attempt.state].text}
                      </Badge>
                      {attempt.outcome}
                    </span>,
                  ],
                  ['When', <RelativeTime key="at" at={attempt.at} />],
                  ['Reference', <Copyable key="reference" value={attempt.reference} what="reference code" />],
                  ['Address typed', attempt.address ?? undefined],
                ]}
              />
            )}
          </Card>
        </div>
      </div>
    </>
  )
}

function Verdict({ diagnosis, user, onDone }: DiagnosisViewProps) {
  const { allowed, target, checks, failed, attempt } = diagnosis
  const first = checks.find(({ check }) => check === failed)
  if (allowed || !first) {
    return (
      <Notice tone="success" title="Nothing stands in the way: they can sign in now">
        <p>To reach: {target.name}</p>
        {attempt && attempt.state !== 'finished' && <p>When they tried: {attempt.outcome}</p>}
      </Notice>
    )
  }
  return (
    <Notice
      tone="warning"
      title={first.reason ?? checkWords(first.check)}
      {...(first.fix && {
        actions: <RemedyButton fix={first.fix} user={user} target={target} primary onDone={onDone} />,
      })}
    >
      {first.remedy}
    </Notice>
  )
}

function Sign({ passed }: { passed: boolean }) {
  const Icon = passed ? Check : X
  return (
    <span
      aria-hidden
      className={`mt-0.5 grid size-5 shrink-0 place-items-center rounded-full ${
        passed ? 'bg-success-soft text-success' : 'bg-danger-soft text-danger-text'
      }`}
    >
      <Icon size={13} strokeWidth={3} />
    </span>
  )
}
