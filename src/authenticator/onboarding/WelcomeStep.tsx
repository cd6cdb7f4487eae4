import { Button } from '#ui/Button.tsx'
import { go } from '../frame/place.ts'
import { Screen } from '../frame/Screen.tsx'
import { useInstall } from '../install-prompt.ts'
import { texts } from '../texts/texts.ts'
import { needsHomeScreen } from '../this-phone.ts'
import type { StepProps } from './Onboarding.tsx'

export function WelcomeStep({ advance }: StepProps) {
  const install = useInstall()
  return (
    <Screen
      title="Approve sign-ins with your phone"
      picture={<img src="/app/icon-192.png" alt="" className="size-16 rounded-dialog" />}
      actions={
        <>
          <Button
            tone="primary"
            wide
            onClick={() => void advance({ step: needsHomeScreen() ? 'home-screen' : 'set-up' })}
          >
            Get started
          </Button>
          <Button wide onClick={() => void advance({ step: needsHomeScreen() ? 'home-screen' : 'restore' })}>
            {texts.restore.name}
          </Button>
          {install && (
            <Button wide onClick={install}>
              Install Latchkey
            </Button>
          )}
          <Button tone="quiet" wide onClick={() => go('help')}>
            Help
          </Button>
        </>
      }
    >
      <p className="text-muted text-pretty">
        When you sign in at work, Latchkey asks you here. You look at who is asking, type the number on your
        screen, and it's done.
      </p>
      <p className="text-muted text-pretty">
        You need a set-up link or code from your organisation's IT administrator.
      </p>
    </Screen>
  )
}
