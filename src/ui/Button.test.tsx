import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { Button } from './Button.tsx'

afterEach(cleanup)

test.for([{ pending: true }, { disabledReason: 'Fill in the email first' }])(
  'held back by %o, it keeps the focus and neither acts nor sends its form',
  async (held) => {
    const onClick = vi.fn()
    const onSubmit = vi.fn()
    render(
      <form onSubmit={onSubmit}>
        <input aria-label="Email" />
        <Button type="submit" onClick={onClick} {...held}>
          Create
        </Button>
      </form>,
    )
    const person = userEvent.setup()
    const button = screen.getByRole('button', { name: 'Create' })
    await person.click(button)
    expect(document.activeElement).toBe(button)
    await person.type(screen.getByRole('textbox'), '{Enter}')
    expect(onClick).not.toHaveBeenCalled()
    expect(onSubmit).not.toHaveBeenCalled()
  },
)

test('the reason belongs to the button, and Escape puts its bubble away', async () => {
  render(<Button disabledReason="Fill in the email first">Create</Button>)
  const person = userEvent.setup()
  await person.tab()
  const button = screen.getByRole('button', { name: 'Create' })
  const bubble = screen.getByRole('tooltip')
  expect(button.getAttribute('aria-describedby')).toBe(bubble.id)
  expect(bubble.classList.contains('sr-only')).toBe(false)
  await person.keyboard('{Escape}')
  expect(bubble.classList.contains('sr-only')).toBe(true)
})
