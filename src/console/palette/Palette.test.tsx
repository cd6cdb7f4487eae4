import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { Palette } from './Palette.tsx'
import { usePageActs } from './page-acts.ts'

const field = () => screen.findByRole('combobox', { name: 'Person, page or act' })

test('finds a person by typing and opens them with Enter alone', async ({ house }) => {
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad', email: 'ingrid@example.com' })
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee', email: 'kim@example.com' })
  const onClose = vi.fn()
  const { visited } = renderWithApi(house.as(owner), <Palette onClose={onClose} />)
  const person = userEvent.setup()
  await person.type(await field(), 'kim')
  const option = await screen.findByRole('option', { name: /Kim Lee/ })
  expect(option.getAttribute('aria-selected')).toBe('true')
  await person.keyboard('{Enter}')
  expect(visited).toEqual([`/admin/users/${kim.id}`])
  expect(onClose).toHaveBeenCalledOnce()
})

test('the arrows go round, and the field says which option they are on', async ({ house }) => {
  const { visited } = renderWithApi(house.as(await house.addOwner()), <Palette onClose={vi.fn()} />)
  const person = userEvent.setup()
  const input = await field()
  // A key goes to what has the focus, which a dialog gives away once it is painted.
  await waitFor(() => expect(document.activeElement).toBe(input))
  const options = await screen.findAllByRole('option')
  const active = () => input.getAttribute('aria-activedescendant')
  expect(active()).toBe(options[0]?.id)
  await person.keyboard('{ArrowUp}')
  expect(active()).toBe(options.at(-1)?.id)
  await person.keyboard('{ArrowDown}{ArrowDown}{Enter}')
  expect(visited).toEqual(['/admin/users'])
})

const suspend = vi.fn()
const merge = vi.fn()

function Page() {
  usePageActs([
    { label: 'Suspend User…', onSelect: suspend },
    'separator',
    { label: 'Merge into…', disabledReason: 'You need the User admin role for this', onSelect: merge },
  ])
  return <Palette onClose={vi.fn()} />
}

test('offers what the page can do, and not what does not apply', async ({ house }) => {
  renderWithApi(house.as(await house.addOwner()), <Page />)
  const person = userEvent.setup()
  await person.type(await field(), 'merge')
  await screen.findByText('You need the User admin role for this')
  await person.keyboard('{Enter}')
  await person.clear(await field())
  await person.type(await field(), 'user susp')
  await screen.findByRole('option', { name: 'Suspend User…' })
  await person.keyboard('{Enter}')
  await waitFor(() => expect(suspend).toHaveBeenCalledOnce())
  expect(merge).not.toHaveBeenCalled()
})
