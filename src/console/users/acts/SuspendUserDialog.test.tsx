import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { getUser } from '#contract/users.ts'
import { test } from '../../../../test/harness.ts'
import { renderWithApi } from '../../../../test/render.tsx'
import { SuspendUserDialog } from './SuspendUserDialog.tsx'

test('suspends with a reason, and the reason is optional text for administrators', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const call = house.as(owner)
  const before = await call(getUser, { params: { userId: kim.id }, body: {} })
  const onClose = vi.fn()
  renderWithApi(call, <SuspendUserDialog open user={before} onClose={onClose} />)

  const person = userEvent.setup()
  await person.type(await screen.findByLabelText('Reason'), 'Lost laptop')
  await person.click(screen.getByRole('button', { name: 'Suspend User' }))

  await waitFor(() => expect(onClose).toHaveBeenCalled())
  const after = await call(getUser, { params: { userId: kim.id }, body: {} })
  expect(after).toMatchObject({
    status: 'deactivated',
    deactivation: { kind: 'suspension', reason: 'Lost laptop' },
  })
})

test('shows inside the dialog why the server refused, and keeps what was typed', async ({ house }) => {
  const owner = await house.addOwner()
  const call = house.as(owner)
  const self = await call(getUser, { params: { userId: owner.id }, body: {} })
  const onClose = vi.fn()
  renderWithApi(call, <SuspendUserDialog open user={self} onClose={onClose} />)

  const person = userEvent.setup()
  await person.type(await screen.findByLabelText('Reason'), 'By mistake')
  await person.click(screen.getByRole('button', { name: 'Suspend User' }))

  await screen.findByText('You cannot deactivate yourself')
  expect(screen.getByLabelText('Reason')).toHaveProperty('value', 'By mistake')
  expect(onClose).not.toHaveBeenCalled()
})

test('an end in the past is refused before anything is sent', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const call = house.as(owner)
  renderWithApi(
    call,
    <SuspendUserDialog
      open
      user={await call(getUser, { params: { userId: kim.id }, body: {} })}
      onClose={vi.fn()}
    />,
  )

  const person = userEvent.setup()
  await person.type(await screen.findByLabelText('Until'), '2020-01-01T10:00')
  await person.click(screen.getByRole('button', { name: 'Suspend User' }))

  await screen.findByText('Choose a time in the future, or leave it empty')
  expect(await house.events()).not.toContain('user.deactivated')
})
