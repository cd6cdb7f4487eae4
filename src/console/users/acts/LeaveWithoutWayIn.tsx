import { Checkbox } from '#ui/Checkbox.tsx'
import { Notice } from '#ui/Notice.tsx'
import { waysInTexts } from '../../texts/users/ways-in.ts'

const texts = waysInTexts.noneLeft

interface LeaveWithoutWayInProps {
  checked: boolean
  onChange: (checked: boolean) => void
}

/** Appears once the server says that nothing would be left to sign in by: it goes on only when this is ticked. */
export function LeaveWithoutWayIn({ checked, onChange }: LeaveWithoutWayInProps) {
  return (
    <div className="grid gap-3">
      <Notice tone="warning" title={texts.title}>
        {texts.text}
      </Notice>
      <Checkbox label={texts.leave} checked={checked} onChange={onChange} />
    </div>
  )
}
