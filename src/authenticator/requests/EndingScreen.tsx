import { CircleCheck, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { Button } from '#ui/Button.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { texts } from '../texts/texts.ts'
import { type EndingName, endingTones } from './request-endings.ts'

const { requests: words } = texts

const pictures: Record<(typeof endingTones)[EndingName], LucideIcon> = {
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleX,
}

/** An approval needs no more of the person. */
const closesAfterMs = 3000

interface EndingScreenProps {
  name: EndingName
  /** Of an approved new phone: where to go on. */
  said?: { readonly title: string; readonly text: string }
  onClose: () => void
  /** From a wrong number, when it was somebody else: reports it. */
  onNotMe?: () => void
  reporting?: boolean
  /** What can still be done about it. */
  children?: ReactNode
}

export function EndingScreen(props: EndingScreenProps) {
  const { name, said, onClose, onNotMe, reporting = false, children } = props
  const { title, text } = said ?? words.endings[name]
  const tone = endingTones[name]
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
            {isWrongNumber ? words.tryOnComputer : texts.frame.close}
          </Button>
          {isWrongNumber && onNotMe && (
            <Button wide pending={reporting} onClick={onNotMe}>
              {words.notMe}
            </Button>
          )}
        </>
      }
    >
      <p role="status" className="text-muted text-pretty">
        {text}
      </p>
      {children}
    </Screen>
  )
}
