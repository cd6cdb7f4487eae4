import { CircleCheck, LockKeyhole, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { changePin } from '#phone/change-pin.ts'
import { weaknessOfPin } from '#phone/pin.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { appPhone } from '../app-phone.ts'
import { explain } from '../explain.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { PinField, pinLength } from '../frame/PinField.tsx'
import { go } from '../frame/place.ts'
import { Screen } from '../frame/Screen.tsx'
import { usePhoneState } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'

const { pin: words } = texts.settings

type Stage = 'current' | 'choose' | 'repeat'

/** One PIN for the person, one at each organisation: all are changed, and those that could not be are named. */
export function ChangePin() {
  const { enrolments } = usePhoneState()
  const [stage, setStage] = useState<Stage>('current')
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
  /** Organisations that kept the old PIN; null until it is done. */
  const [kept, setKept] = useState<readonly string[] | null>(null)

  const change = async () => {
    setPending(true)
    const failures: { name: string; error: unknown }[] = []
    const withPin = enrolments.filter(({ pinSalt }) => pinSalt !== null)
    for (const enrolment of withPin) {
      try {
        await changePin(appPhone, enrolment, { current, next })
      } catch (error) {
        failures.push({ name: enrolment.org.name, error })
      }
    }
    setPending(false)
    if (failures.length < withPin.length) return setKept(failures.map(({ name }) => name))
    setWrong(explain(failures[0]?.error))
    restart()
  }
  const restart = () => {
    setStage('current')
    setCurrent('')
    setNext('')
  }
  const submit = () => {
    setWrong(null)
    if (typed.length < pinLength) return setWrong(words.weak['too-short'])
    setTyped('')
    if (stage === 'current') {
      setCurrent(typed)
      return setStage('choose')
    }
    if (stage === 'choose') {
      const weakness = weaknessOfPin(typed)
      if (weakness) return setWrong(words.weak[weakness])
      if (typed === current) return setWrong(words.same)
      setNext(typed)
      return setStage('repeat')
    }
    if (typed === next) return void change()
    setStage('choose')
    setWrong(words.different)
  }

  if (kept) return <Changed kept={kept} />
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) submit()
      }}
    >
      <Screen
        title={words[stage]}
        picture={<Mark icon={LockKeyhole} />}
        back={<BackButton onClick={() => go('settings')} />}
        actions={
          <Button type="submit" tone="primary" wide pending={isPending}>
            {texts.frame.continue}
          </Button>
        }
      >
        <p className="text-muted text-pretty">{words.misses}</p>
        <PinField
          key={stage}
          label={stage === 'repeat' ? words.again : texts.frame.pin}
          value={typed}
          onChange={setTyped}
          autoFocus
        />
        {wrong && <Notice tone="danger">{wrong}</Notice>}
      </Screen>
    </form>
  )
}

function Changed({ kept }: { kept: readonly string[] }) {
  const isWhole = kept.length === 0
  const names = new Intl.ListFormat(undefined, { type: 'conjunction' }).format(kept)
  return (
    <Screen
      title={isWhole ? words.changed : words.partly}
      picture={<Mark icon={isWhole ? CircleCheck : TriangleAlert} tone={isWhole ? 'success' : 'warning'} />}
      actions={
        <Button tone="primary" wide onClick={() => go('settings')}>
          {words.done}
        </Button>
      }
    >
      <p role="status" className="text-muted text-pretty">
        {isWhole ? words.changedText : words.partlyText(names)}
      </p>
    </Screen>
  )
}
