import { MonitorSmartphone } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { Button } from '#ui/Button.tsx'
import { Mark } from './frame/Mark.tsx'
import { go } from './frame/place.ts'
import { Screen } from './frame/Screen.tsx'
import type { Farewell } from './settings-store.ts'
import { texts } from './texts/texts.ts'

const { farewell: all } = texts.frame

/** Long enough to be read; then the app is as if it had never been set up. */
const shownMs = 6000

export function FarewellScreen(props: { farewell: Farewell; isLast: boolean; onGone: () => void }) {
  const { kind, organisation } = props.farewell
  const gone = useEffectEvent(props.onGone)
  useEffect(() => {
    const timer = setTimeout(() => gone(), shownMs)
    return () => clearTimeout(timer)
  }, [])
  const words = all[kind]
  return (
    <Screen
      title={words.title}
      picture={<Mark icon={MonitorSmartphone} tone={kind === 'left' ? 'success' : 'warning'} />}
      actions={
        <>
          <Button tone="primary" wide onClick={props.onGone}>
            {props.isLast ? all.setUpAgain : texts.frame.continue}
          </Button>
          <Button
            tone="quiet"
            wide
            onClick={() => {
              go('help/deactivated')
              props.onGone()
            }}
          >
            {all.help}
          </Button>
        </>
      }
    >
      <div role="alert" className="grid gap-2">
        {words.text && <p>{words.text}</p>}
        <p className="text-muted">{organisation}</p>
      </div>
    </Screen>
  )
}
