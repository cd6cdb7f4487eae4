import { ArrowDown, ArrowUp } from 'lucide-react'
import { adminRoles } from '#contract/permissions.ts'
import { OrderedMethod, type SignInPolicy, updateSignInPolicy } from '#contract/settings.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Switch } from '#ui/Switch.tsx'
import { FallbackWays } from './FallbackWays.tsx'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const words: Record<keyof SignInPolicy, string> = {
  order: 'Ways to sign in',
  passkeyRequiredFor: 'Who needs a passkey, and nothing less',
  mailCodes: 'Codes by email',
  smsCodes: 'Codes by SMS',
  overrides: 'Administrative overrides',
  secondFactor: 'When a password or a provider is not enough',
  keepSignedIn: 'Offer “Keep me signed in”',
}

const methodWords: Record<OrderedMethod, { label: string; description: string }> = {
  phone: {
    label: 'Phone',
    description: 'A request on the phone, approved with a number and a fingerprint or PIN.',
  },
  passkey: {
    label: 'Passkey',
    description: 'A fingerprint, face, PIN or security key in the browser. No other site can relay it.',
  },
  password: { label: 'Password', description: 'The local password, where the password policy allows one.' },
  provider: { label: 'Provider', description: 'The company’s own sign-in, set up under Providers.' },
}

type Requiring = SignInPolicy['passkeyRequiredFor'][number]
const requiring: readonly Requiring[] = [...adminRoles, 'user']
const requiringWords: Record<Requiring, string> = {
  owner: 'Owners',
  'user-admin': 'User admins',
  'help-desk': 'Help desk',
  auditor: 'Auditors',
  user: 'Everybody without a role',
}

const secondFactorOptions = {
  admins: { label: 'For administrators', description: 'They are asked for the phone as well.' },
  everyone: { label: 'For everyone', description: 'A password or provider alone lets nobody in.' },
  none: {
    label: 'Never',
    description: 'A password or provider alone is enough, in the console too. Not recommended.',
  },
} as const

/** The ways in, and when one of them is not enough. */
export function SignInSection({ settings, onDirty }: SectionProps) {
  const editing = useSection('sign-in', settings, updateSignInPolicy, onDirty)
  const { draft, change } = editing
  const { order, passkeyRequiredFor } = draft
  return (
    <SectionForm
      title="Sign-in policy"
      editing={editing}
      words={words}
      wrong={order.length === 0 ? 'Leave at least one way to sign in.' : undefined}
      effect="Applies to the next sign-in. Open sessions go on."
    >
      <fieldset className="grid min-w-0 gap-2">
        <legend className="mb-2 text-control font-medium">{words.order}</legend>
        <p className="-mt-2 text-meta text-muted">
          The first is offered first; the others stay one click away.
        </p>
        <OrderedWays order={order} onChange={(next) => change({ order: next })} />
      </fieldset>
      <fieldset className="grid min-w-0 gap-3">
        <legend className="mb-2 text-control font-medium">{words.passkeyRequiredFor}</legend>
        <p className="-mt-2 text-meta text-muted">
          A number or a QR code can be relayed by a fake page; a passkey cannot. Whoever has none yet reaches
          their own account page, to add one.
        </p>
        {requiring.map((role) => (
          <Checkbox
            key={role}
            label={requiringWords[role]}
            checked={passkeyRequiredFor.includes(role)}
            onChange={(on) =>
              change({
                passkeyRequiredFor: on
                  ? [...passkeyRequiredFor, role]
                  : passkeyRequiredFor.filter((other) => other !== role),
              })
            }
          />
        ))}
      </fieldset>
      <RadioGroup
        label={words.secondFactor}
        options={secondFactorOptions}
        value={draft.secondFactor}
        onChange={(secondFactor) => change({ secondFactor })}
      />
      {draft.secondFactor === 'none' && (
        <Notice tone="warning">A leaked password of an administrator then opens the console.</Notice>
      )}
      <FallbackWays draft={draft} words={words} onChange={change} />
      <Switch
        label={words.keepSignedIn}
        description="On a private computer people then stay signed in for the days set under Sessions. Never for the console."
        checked={draft.keepSignedIn}
        onChange={(keepSignedIn) => change({ keepSignedIn })}
      />
    </SectionForm>
  )
}

function OrderedWays({
  order,
  onChange,
}: {
  order: readonly OrderedMethod[]
  onChange: (order: OrderedMethod[]) => void
}) {
  const shown = [...order, ...OrderedMethod.options.filter((method) => !order.includes(method))]
  const move = (method: OrderedMethod, by: -1 | 1) => {
    const at = order.indexOf(method)
    const other = order[at + by]
    if (at === -1 || other === undefined) return
    onChange(order.map((one) => (one === method ? other : one === other ? method : one)))
  }
  return (
    <ol className="grid gap-2">
      {shown.map((method) => {
        const at = order.indexOf(method)
        const { label, description } = methodWords[method]
        return (
          <li
            key={method}
            className="flex items-start justify-between gap-3 rounded-control border border-line px-3 py-2.5"
          >
            <Checkbox
              label={label}
              description={description}
              checked={at !== -1}
              onChange={(on) => onChange(on ? [...order, method] : order.filter((one) => one !== method))}
            />
            {at !== -1 && (
              <span className="flex shrink-0 gap-1">
                <IconButton
                  icon={<ArrowUp size={16} aria-hidden />}
                  label={`Move ${label} up`}
                  disabledReason={at === 0 ? 'It is the first already' : undefined}
                  onClick={() => move(method, -1)}
                />
                <IconButton
                  icon={<ArrowDown size={16} aria-hidden />}
                  label={`Move ${label} down`}
                  disabledReason={at === order.length - 1 ? 'It is the last already' : undefined}
                  onClick={() => move(method, 1)}
                />
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
