import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { Problem } from '#contract/problem.ts'
import { ConfirmByTyping } from './ConfirmByTyping.tsx'

afterEach(cleanup)

function open(given: Partial<Parameters<typeof ConfirmByTyping>[0]> = {}) {
  const onConfirm = vi.fn()
  const onClose = vi.fn()
  render(
    <ConfirmByTyping
      title="Remove device"
      phrase="remove device"
      action="Remove device"
      pending={false}
      error={null}
      onConfirm={onConfirm}
      onClose={onClose}
      {...given}
    >
      <p>Pixel 9 is told and resets.</p>
    </ConfirmByTyping>,
  )
  return { onConfirm, onClose, person: userEvent.setup() }
}

const field = () => screen.getByRole('textbox', { name: 'Type remove device to confirm' })
const button = () => screen.getByRole('button', { name: 'Remove device' })

test('works once the phrase is typed, whatever its case and outer blanks', async () => {
  const { onConfirm, person } = open()
  expect(screen.getByRole('alertdialog', { name: 'Remove device' })).toBeDefined()
  await person.type(field(), ' Remove Devic')
  expect(button()).toHaveProperty('disabled', true)
  await person.keyboard('{Enter}')
  expect(onConfirm).not.toHaveBeenCalled()
  await person.type(field(), 'e ')
  expect(button()).toHaveProperty('disabled', false)
  await person.keyboard('{Enter}')
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith(' Remove Device ')
})

test('begins in the field and takes a pasted phrase', async () => {
  const { person } = open()
  await waitFor(() => expect(document.activeElement).toBe(field()))
  await person.paste('remove device')
  expect(button()).toHaveProperty('disabled', false)
})

test('cannot be closed nor sent again while the act runs', async () => {
  const { onClose, onConfirm, person } = open({ pending: true })
  await person.keyboard('{Escape}')
  expect(screen.getByRole('button', { name: 'Cancel' })).toHaveProperty('disabled', true)
  await person.type(field(), 'remove device{Enter}')
  expect(onClose).not.toHaveBeenCalled()
  expect(onConfirm).not.toHaveBeenCalled()
})

test('closes by Escape and by Cancel', async () => {
  const { onClose, person } = open()
  await person.keyboard('{Escape}')
  await person.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(onClose).toHaveBeenCalledTimes(2)
})

test('says inside why the server refused, and hides what is not meant for people', () => {
  open({ error: new Problem('last-owner') })
  expect(screen.getByRole('alert').textContent).toBe('An organisation keeps at least one active owner')
  cleanup()
  open({ error: new TypeError('Failed to fetch') })
  expect(screen.getByRole('alert').textContent).toMatch(/We couldn't reach Latchkey/)
})
