import { Checkbox } from '#ui/Checkbox.tsx'
import { Notice } from '#ui/Notice.tsx'

interface LeaveWithoutWayInProps {
  checked: boolean
  onChange: (checked: boolean) => void
}

/** Appears once the server says that nothing would be left to sign in by: it goes on only when this is ticked. */
export function LeaveWithoutWayIn({ checked, onChange }: LeaveWithoutWayInProps) {
  return (
    <div className="grid gap-3">
      <Notice tone="warning" title="Nothing would be left that lets them sign in">
        Issue a claim code on their page first, so that they can set up a phone. Or go on, and they are locked
        out.
      </Notice>
      <Checkbox label="Leave without a sign-in method" checked={checked} onChange={onChange} />
    </div>
  )
}
