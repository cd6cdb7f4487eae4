import { ArrowDown, ArrowUp } from 'lucide-react'
import { adminRoles } from '#contract/permissions.ts'
import { OrderedMethod, type SignInPolicy, updateSignInPolicy } from '#contract/settings.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Switch } from '#ui/Switch.tsx'
import { settingsSignInTexts } from '../texts/settings-sign-in.ts'
import { FallbackWays } from './FallbackWays.tsx'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const { fields: words, methods, requiring: requiringWords } = settingsSignInTexts

type Requiring = SignInPolicy['passkeyRequiredFor'][number]
const requiring: readonly Requiring[] = [...adminRoles, 'user']
/** The ways in, and when one of them is not enough. */
export function SignInSection({ settings, onDirty }: SectionProps) {
  const editing = useSection('sign-in', settings, updateSignInPolicy, onDirty)
  const { draft, change } = editing
  const { order, passkeyRequiredFor } = draft
  return (
    <SectionForm
      title={settingsSignInTexts.title}
      editing={editing}
      words={words}
      wrong={order.length === 0 ? settingsSignInTexts.noWay : undefined}
      effect={settingsSignInTexts.effect}
    >
      <fieldset className="grid min-w-0 gap-2">
        <legend className="mb-2 text-control font-medium">{words.order}</legend>
        <p className="-mt-2 text-meta text-muted">{settingsSignInTexts.orderText}</p>
        <OrderedWays order={order} onChange={(next) => change({ order: next })} />
      </fieldset>
      <fieldset className="grid min-w-0 gap-3">
        <legend className="mb-2 text-control font-medium">{words.passkeyRequiredFor}</legend>
        <p className="-mt-2 text-meta text-muted">{settingsSignInTexts.requiringText}</p>
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
        options={settingsSignInTexts.secondFactor}
        value={draft.secondFactor}
        onChange={(secondFactor) => change({ secondFactor })}
      />
      {draft.secondFactor === 'none' && <Notice tone="warning">{settingsSignInTexts.noSecondFactor}</Notice>}
      <FallbackWays draft={draft} words={words} onChange={change} />
      <Switch
        label={words.keepSignedIn}
        description={settingsSignInTexts.keepText}
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
        const { label, description } = methods[method]
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
                  label={settingsSignInTexts.up(label)}
                  disabledReason={at === 0 ? settingsSignInTexts.isFirst : undefined}
                  onClick={() => move(method, -1)}
                />
                <IconButton
                  icon={<ArrowDown size={16} aria-hidden />}
                  label={settingsSignInTexts.down(label)}
                  disabledReason={at === order.length - 1 ? settingsSignInTexts.isLast : undefined}
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
