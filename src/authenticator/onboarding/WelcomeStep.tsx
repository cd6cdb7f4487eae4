import { Button } from '#ui/Button.tsx'
import { go } from '../frame/place.ts'
import { Screen } from '../frame/Screen.tsx'
import { useInstall } from '../install-prompt.ts'
import { beginningTexts } from '../texts/beginning-texts.ts'
import { texts } from '../texts/texts.ts'
import { needsHomeScreen } from '../this-phone.ts'
import type { StepProps } from './Onboarding.tsx'

const { welcome: words } = beginningTexts

export function WelcomeStep({ advance }: StepProps) {
  const install = useInstall()
  return (
    <Screen
      title={words.title}
      picture={<img src="/app/icon-192.png" alt="" className="size-16 rounded-dialog" />}
      actions={
        <>
          <Button
            tone="primary"
            wide
            onClick={() => void advance({ step: needsHomeScreen() ? 'home-screen' : 'set-up' })}
          >
            {words.start}
          </Button>
          <Button wide onClick={() => void advance({ step: needsHomeScreen() ? 'home-screen' : 'restore' })}>
            {texts.restore.name}
          </Button>
          {install && (
            <Button wide onClick={install}>
              {words.install}
            </Button>
          )}
          <Button tone="quiet" wide onClick={() => go('help')}>
            {words.help}
          </Button>
        </>
      }
    >
      <p className="text-muted text-pretty">{words.text}</p>
      <p className="text-muted text-pretty">{words.needs}</p>
    </Screen>
  )
}
