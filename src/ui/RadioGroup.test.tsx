import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { RadioGroup } from './RadioGroup.tsx'

afterEach(cleanup)

test('hands on what is chosen; what cannot be chosen says why and stays as it is', async () => {
  const onChange = vi.fn()
  render(
    <RadioGroup<'iphone' | 'pixel' | 'old'>
      label="Active device"
      options={{
        iphone: 'iPhone 16',
        pixel: 'Pixel 9',
        old: { label: 'Nexus 5', disabledReason: "This phone isn't receiving push" },
      }}
      value="iphone"
      onChange={onChange}
    />,
  )
  const person = userEvent.setup()
  await person.click(screen.getByRole('radio', { name: 'Pixel 9' }))
  expect(onChange).toHaveBeenCalledExactlyOnceWith('pixel')

  const held = screen.getByRole<HTMLInputElement>('radio', { name: /Nexus 5/ })
  await person.click(held)
  expect(onChange).toHaveBeenCalledOnce()
  expect(held.checked).toBe(false)
  const reason = document.getElementById(held.getAttribute('aria-describedby') ?? '')
  expect(reason?.textContent).toBe("This phone isn't receiving push")
})
