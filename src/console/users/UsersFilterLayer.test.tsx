import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { Button } from '#ui/Button.tsx'
import { UsersFilterLayer } from './UsersFilterLayer.tsx'

afterEach(cleanup)

test('a press that is quicker than the code of the layer opens it, and the focus is never lost', async () => {
  render(<UsersFilterLayer search={{}} onChange={() => {}} trigger={<Button>Filter</Button>} />)
  const person = userEvent.setup()
  const before = screen.getByRole('button', { name: 'Filter' })
  expect(before.getAttribute('aria-haspopup')).toBe('dialog')
  expect(before.getAttribute('aria-expanded')).toBe('false')
  const seen = new Set<Element | null>()
  document.addEventListener('focusin', () => seen.add(document.activeElement))
  before.focus()
  before.click()
  before.click()
  expect(document.activeElement).toBe(before)
  const layer = await screen.findByRole('dialog', { name: 'Filters' })
  await waitFor(() => expect(layer.contains(document.activeElement)).toBe(true))
  expect(seen.has(document.body)).toBe(false)

  await person.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const after = screen.getByRole('button', { name: 'Filter' })
  await waitFor(() => expect(document.activeElement).toBe(after))
  expect(after.getAttribute('aria-expanded')).toBe('false')
  await person.keyboard('{Enter}')
  await screen.findByRole('dialog', { name: 'Filters' })
})
