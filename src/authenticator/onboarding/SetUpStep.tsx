import { KeyRound, QrCode } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/TextField.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { Scanner } from '../scan/Scanner.tsx'
import { beginningTexts } from '../texts/beginning-texts.ts'
import { texts } from '../texts/texts.ts'
import type { StepProps } from './Onboarding.tsx'
import { readClaim } from './read-claim.ts'

const { setUp: words } = beginningTexts

export function SetUpStep({ advance, onLeave, isMore }: StepProps) {
  const [way, setWay] = useState<'choose' | 'scan' | 'type'>('choose')
  const [wrong, setWrong] = useState<string | null>(null)
  const take = (text: string) => {
    const read = readClaim(text)
    if ('wrong' in read) setWrong(read.wrong)
    else void advance({ step: 'confirm', claim: read.claim, opened: null })
  }
  const change = (next: typeof way) => {
    setWrong(null)
    setWay(next)
  }

  if (way === 'scan')
    return (
      <Scanner
        title={words.scanTitle}
        error={wrong}
        onRead={take}
        onBack={() => change('choose')}
        onType={() => change('type')}
      />
    )
  if (way === 'type') return <TypeCode wrong={wrong} onTake={take} onBack={() => change('choose')} />
  return (
    <Screen
      title={isMore ? words.titleMore : words.title}
      picture={<Mark icon={QrCode} />}
      back={
        <BackButton onClick={() => (isMore ? onLeave() : void advance({ step: 'welcome', claim: null }))} />
      }
      actions={
        <>
          <Button tone="primary" wide onClick={() => change('scan')}>
            {words.scan}
          </Button>
          <Button wide onClick={() => change('type')}>
            {words.type}
          </Button>
          <Button tone="quiet" wide onClick={() => void advance({ step: 'restore' })}>
            {texts.restore.name}
          </Button>
        </>
      }
    >
      <p className="text-muted text-pretty">{words.text}</p>
      <p className="text-meta text-muted">{words.camera}</p>
    </Screen>
  )
}

function TypeCode(props: { wrong: string | null; onTake: (text: string) => void; onBack: () => void }) {
  const [code, setCode] = useState('')
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        props.onTake(code)
      }}
    >
      <Screen
        title={words.typeTitle}
        picture={<Mark icon={KeyRound} />}
        back={<BackButton onClick={props.onBack} />}
        actions={
          <Button type="submit" tone="primary" wide>
            {texts.frame.continue}
          </Button>
        }
      >
        <TextField
          label={words.code}
          description={words.codeHint}
          value={code}
          onChange={setCode}
          error={props.wrong ?? undefined}
          autoComplete="off"
          exact
          autoFocus
        />
      </Screen>
    </form>
  )
}
