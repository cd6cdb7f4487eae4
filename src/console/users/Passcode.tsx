import { Copy } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { copy } from '../frame/copy.ts'
import { passcodeTexts } from '../texts/users/passcode.ts'

interface PasscodeProps {
  value: string
  /** Characters in a group. */
  size: number
  /** What it is, for the button and for screen readers: "passcode". */
  what: string
}

/** A code that is read out: large, in groups, letter by letter for screen readers. */
export function Passcode({ value, size, what }: PasscodeProps) {
  const bare = value.replace(/[^0-9A-Za-z]/g, '')
  const groups = Array.from({ length: Math.ceil(bare.length / size) }, (_, at) =>
    bare.slice(at * size, (at + 1) * size),
  )
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-5 gap-y-3 rounded-control border border-line bg-canvas px-3 py-4">
      <p className="flex flex-wrap justify-center gap-x-4 font-mono text-digits font-semibold tracking-wider">
        <span className="sr-only">
          {passcodeTexts.spoken(what, groups.map((group) => group.split('').join(' ')).join(', '))}
        </span>
        {groups.map((group, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place
          <span key={at} aria-hidden>
            {group}
          </span>
        ))}
      </p>
      <Button
        size="compact"
        icon={<Copy size={15} aria-hidden />}
        onClick={() => copy(groups.join('-'), passcodeTexts.what(what))}
      >
        {passcodeTexts.copy}
      </Button>
    </div>
  )
}
