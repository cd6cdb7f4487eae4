import { CircleCheck, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { Button } from '#ui/Button.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { type Ending, type EndingName, endings } from './request-endings.ts'

const pictures: Record<Ending['tone'], LucideIcon> = {
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleX,
}

/** An approval needs no more of the person. */
const closesAfterMs = 3000

interface EndingScreenProps {
  name: EndingName
  onClose: () => void
  /** From a wrong number, when it was somebody else. */
  onNotMe?: () => void
}

export function EndingScreen({ name, onClose, onNotMe }: EndingScreenProps) {
  const { tone, title, text }: Ending = endings[name]
  const close = useEffectEvent(onClose)
  useEffect(() => {
    if (name !== 'approved') return
    const timer = setTimeout(() => close(), closesAfterMs)
    return () => clearTimeout(timer)
  }, [name])
  const isWrongNumber = name === 'wrong-number'
  return (
    <Screen
      title={title}
      picture={<Mark icon={pictures[tone]} tone={tone} />}
      actions={
        <>
          <Button tone="primary" wide onClick={onClose}>
            {isWrongNumber ? 'Try again on the computer' : 'Close'}
          </Button>
          {isWrongNumber && onNotMe && (
            <Button wide onClick={onNotMe}>
              It's not me
            </Button>
          )}
        </>
      }
    >
      <p role="status" className="text-muted text-pretty">
        {text}
      </p>
    </Screen>
  )
}
