import { Fragment } from 'react'
import type { Mark } from '#contract/users.ts'

interface MarkedProps {
  text: string
  field: Mark['field']
  marks: readonly Mark[]
}

/** A field of a person, with what was searched for marked in it. */
export function Marked({ text, field, marks }: MarkedProps) {
  return piecesOf(
    text,
    marks.filter((mark) => mark.field === field),
  ).map(({ at, part, isMarked }) => {
    const text = field === 'email' ? breakable(part) : part
    return isMarked ? <mark key={at}>{text}</mark> : <Fragment key={at}>{text}</Fragment>
  })
}

/** An address that needs two lines is broken behind its `@`. */
function breakable(part: string) {
  const [before, after] = part.split('@')
  if (after === undefined) return part
  return (
    <>
      {before}@<wbr />
      {after}
    </>
  )
}

interface Piece {
  at: number
  part: string
  isMarked: boolean
}

/** The text cut at the marks. Marks may overlap or reach beyond it; none is drawn twice. */
export function piecesOf(text: string, marks: readonly Pick<Mark, 'start' | 'end'>[]): readonly Piece[] {
  const pieces: Piece[] = []
  let done = 0
  const add = (until: number, isMarked: boolean) => {
    if (until > done) pieces.push({ at: done, part: text.slice(done, until), isMarked })
    done = Math.max(done, until)
  }
  for (const { start, end } of marks.toSorted((a, b) => a.start - b.start)) {
    add(Math.min(start, text.length), false)
    add(Math.min(end, text.length), true)
  }
  add(text.length, false)
  return pieces
}
