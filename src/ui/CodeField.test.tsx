import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { CodeField } from './CodeField.tsx'

afterEach(cleanup)

type CodeProps = Pick<Parameters<typeof CodeField>[0], 'kind' | 'length' | 'onComplete'>

function Code(props: CodeProps) {
  const [value, setValue] = useState('')
  return <CodeField label="Code" {...props} value={value} onChange={setValue} />
}

function show(kind: CodeProps['kind'], length: number) {
  const onComplete = vi.fn()
  render(<Code {...{ kind, length, onComplete }} />)
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Code' })
  return { field, onComplete, person: userEvent.setup() }
}

test('is one numeric field that takes digits alone and tells once when it is full', async () => {
  const { field, onComplete, person } = show('digits', 2)
  expect(field.inputMode).toBe('numeric')
  await person.type(field, 'a4 2')
  expect(field.value).toBe('42')
  await person.type(field, '7')
  expect(field.value).toBe('42')
  expect(onComplete).toHaveBeenCalledExactlyOnceWith('42')
})

test('a pasted code loses its blanks and dashes, and replaces what was there', async () => {
  const { field, onComplete, person } = show('digits', 6)
  await person.type(field, '9')
  await person.paste('123 456')
  expect(field.value).toBe('123456')
  expect(onComplete).toHaveBeenCalledExactlyOnceWith('123456')
})

test('a pasted half goes on from what was typed', async () => {
  const { field, person } = show('digits', 6)
  await person.type(field, '12')
  await person.paste('3-4')
  expect(field.value).toBe('1234')
})

test('characters become capitals', async () => {
  const { field, onComplete, person } = show('characters', 10)
  expect(field.inputMode).toBe('text')
  await person.click(field)
  await person.paste('7f3k2-qxm9a')
  expect(field.value).toBe('7F3K2QXM9A')
  expect(onComplete).toHaveBeenCalledExactlyOnceWith('7F3K2QXM9A')
})

test('what is wrong belongs to the field', () => {
  render(
    <CodeField
      label="Code"
      description="In your invitation."
      error="That code didn't work."
      kind="digits"
      length={6}
      value=""
      onChange={() => {}}
    />,
  )
  const field = screen.getByRole('textbox', { name: 'Code' })
  expect(field.getAttribute('aria-invalid')).toBe('true')
  const described = (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id))
  expect(described.map((element) => element?.textContent)).toEqual([
    'In your invitation.',
    "That code didn't work.",
  ])
})
