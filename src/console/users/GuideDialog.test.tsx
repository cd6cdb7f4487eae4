import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { getUser } from '#contract/users.ts'
import { test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { GuideDialog } from './GuideDialog.tsx'

test('every situation comes with its act, and what may not be done says why', async ({ house }) => {
  const call = house.as(await house.addAdmin('help-desk'))
  const kim = await house.addUser()
  const user = await call(getUser, { params: { userId: kim.id }, body: {} })
  const onAct = vi.fn()
  renderWithApi(call, <GuideDialog user={user} onAct={onAct} onClose={vi.fn()} />)
  const dialog = within(await screen.findByRole('dialog', { name: 'What should I do?' }))
  const rows = dialog.getAllByRole('row').filter((row) => within(row).queryByRole('rowheader'))
  expect(rows).toHaveLength(14)
  for (const row of rows) {
    const acts = [...within(row).queryAllByRole('button'), ...within(row).queryAllByRole('link')]
    expect([row.textContent, acts.length > 0]).toEqual([row.textContent, true])
  }
  const person = userEvent.setup()
  await person.click(dialog.getByRole('button', { name: 'Lost phone…' }))
  await person.click(dialog.getByRole('button', { name: 'Administrative override…' }))
  await person.click(dialog.getByRole('button', { name: 'Terminate User…' }))
  expect(onAct.mock.calls).toEqual([['lost-phone'], ['override']])
})
