import { CircleAlert, CircleCheck, CircleMinus, Copy } from 'lucide-react'
import { useState } from 'react'
import type { LostPhoneStep, reportLostPhone } from '#contract/lost-phones.ts'
import type { Result } from '#contract/operation.ts'
import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { dialogLooks } from '#ui/dialog-looks.ts'
import { copy } from '../../frame/copy.ts'
import { useMe } from '../../frame/me.ts'
import { lostPhoneTexts } from '../../texts/users/lost-phone.tsx'
import { SetupCode } from '../devices/SetupCode.tsx'
import { OverrideCode } from '../overrides/OverrideCode.tsx'
import type { Plan } from './LostPhonePlan.tsx'
import { receiptText, stateNames, stepNames } from './lost-phone-words.ts'
import { StepHeading } from './StepHeading.tsx'

const texts = lostPhoneTexts.receipt

const icons = {
  done: { icon: CircleCheck, looks: 'text-success' },
  skipped: { icon: CircleMinus, looks: 'text-muted' },
  failed: { icon: CircleAlert, looks: 'text-danger-text' },
} as const

interface LostPhoneReceiptProps {
  user: User
  plan: Plan
  result: Result<typeof reportLostPhone>
  onDone: () => void
}

/** What was done, step by step, to be kept as text; and the code with which the person goes on, this once. */
export function LostPhoneReceipt({ user, plan, result, onDone }: LostPhoneReceiptProps) {
  const me = useMe()
  const [at] = useState(() => new Date())
  const { steps, secret, override } = result
  return (
    <>
      <StepHeading>{steps.some(({ state }) => state === 'failed') ? texts.notAll : texts.title}</StepHeading>
      <ol className="grid gap-2 text-control">
        {steps.map((step) => (
          <Step key={step.step} step={step} />
        ))}
      </ol>
      {secret && (
        <SetupCode
          user={user}
          issued={{ secret, purpose: plan.body.path === 'unregister' ? 'reset' : 'restore' }}
        />
      )}
      {override && <OverrideCode {...override} />}
      <div className={dialogLooks.actions}>
        <Button
          icon={<Copy size={15} aria-hidden />}
          onClick={() =>
            copy(
              receiptText({
                person: user,
                by: me.user.name,
                organisation: me.organisation.name,
                at,
                act: plan.act,
                evidence: plan.body.evidence,
                steps,
              }),
              texts.what,
            )
          }
        >
          {texts.copy}
        </Button>
        <Button tone="primary" onClick={onDone}>
          {override ? texts.read : texts.done}
        </Button>
      </div>
    </>
  )
}

function Step({ step: { step, state, detail } }: { step: LostPhoneStep }) {
  const { icon: Icon, looks } = icons[state]
  return (
    <li className="flex items-start gap-2.5">
      <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${looks}`} />
      <span className="min-w-0">
        <span className="font-medium">{stepNames[step]}</span>
        <span className="sr-only">, {stateNames[state].toLowerCase()}</span>
        <span className="text-muted">: {detail}</span>
      </span>
    </li>
  )
}
