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
import { diagnosisTexts } from '../texts/diagnosis.tsx'
import { checkWords } from './check-words.ts'
import { RemedyButton } from './RemedyButton.tsx'

interface DiagnosisViewProps {
  diagnosis: Diagnosis
  user: User | null
  /** Another address may be tried, or something was put right: it is looked at again. */
  onDone: () => void
}

const attemptTones: Record<NonNullable<Diagnosis['attempt']>['state'], BadgeTone> = {
  open: 'info',
  finished: 'success',
  failed: 'danger',
  expired: 'neutral',
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
        <Card title={diagnosisTexts.checks.title} id="checks" flush trailing={target.name}>
          <ol>
            {checks.map(({ check, passed, reason, remedy, fix }) => (
              <li
                key={check}
                className="flex items-start gap-3 border-t border-line px-4 py-2.5 text-control"
              >
                <Sign passed={passed} />
                <div className="grid min-w-0 flex-1 gap-1.5">
                  <p className={passed ? '' : 'font-medium'}>
                    <span className="sr-only">
                      {passed ? diagnosisTexts.checks.passed : diagnosisTexts.checks.failed}
                    </span>
                    {checkWords(check)}
                  </p>
                  {reason && (
                    <p className="text-muted text-pretty">{diagnosisTexts.checks.remedy(reason, remedy)}</p>
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
            title={diagnosisTexts.ways.title}
            id="ways"
            flush
            empty={ways.length === 0 && diagnosisTexts.ways.none}
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
                      <Badge tone={works ? 'success' : 'neutral'}>
                        {works ? diagnosisTexts.ways.works : diagnosisTexts.ways.fails}
                      </Badge>
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
            title={diagnosisTexts.attempt.title}
            id="attempt"
            empty={!attempt && diagnosisTexts.attempt.none}
          >
            {attempt && (
              <Facts
                items={[
                  [
                    diagnosisTexts.attempt.outcome,
                    <span key="outcome" className="flex flex-wrap items-center gap-2">
                      <Badge tone={attemptTones[attempt.state]}>
                        {diagnosisTexts.attempt.states[attempt.state]}
                      </Badge>
                      {attempt.outcome}
                    </span>,
                  ],
                  [diagnosisTexts.attempt.when, <RelativeTime key="at" at={attempt.at} />],
                  [
                    diagnosisTexts.attempt.reference,
                    <Copyable
                      key="reference"
                      value={attempt.reference}
                      what={diagnosisTexts.attempt.copyReference}
                    />,
                  ],
                  [diagnosisTexts.attempt.address, attempt.address ?? undefined],
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
      <Notice tone="success" title={diagnosisTexts.verdict.fine}>
        <p>{diagnosisTexts.verdict.toReach(target.name)}</p>
        {attempt && attempt.state !== 'finished' && (
          <p>{diagnosisTexts.verdict.whenTried(attempt.outcome)}</p>
        )}
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
