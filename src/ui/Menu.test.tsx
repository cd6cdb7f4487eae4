import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { Button } from './Button.tsx'
import { Menu } from './Menu.tsx'

afterEach(cleanup)

test('what does not apply stays in the list, says why, is reached by keyboard, and does nothing', async () => {
  const verify = vi.fn()
  const copy = vi.fn()
  render(
    <Menu
      trigger={<Button>More</Button>}
      items={[
        { label: 'Copy ID', onSelect: copy },
        { label: 'Verify email', disabledReason: 'Email is already verified', onSelect: verify },
      ]}
    />,
  )
  const person = userEvent.setup()
  screen.getByRole('button', { name: 'More' }).focus()
  await person.keyboard('{Enter}')
  const item = await screen.findByRole('menuitem', { name: /^Verify email/ })
  expect(item.textContent).toContain('Email is already verified')
  expect(item.getAttribute('aria-disabled')).toBe('true')
  await person.keyboard('{End}')
  await waitFor(() => expect(document.activeElement).toBe(item))
  await person.keyboard('{Enter}')
  await person.click(item)
  expect(verify).not.toHaveBeenCalled()

  await person.click(screen.getByRole('menuitem', { name: 'Copy ID' }))
  expect(copy).toHaveBeenCalledOnce()
})
