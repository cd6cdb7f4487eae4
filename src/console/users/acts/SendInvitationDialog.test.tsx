import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { getUser } from '#contract/users.ts'
import { test } from '../../../../test/harness.ts'
import { setPolicy } from '../../../../test/passwords.ts'
import { renderWithApi } from '../../../../test/render.tsx'
import { SendInvitationDialog } from './SendInvitationDialog.tsx'

test('a guarded invitation shows the code that travels another way, this once, and closes by its own button', async ({
  house,
}) => {
  await setPolicy(house, { guardPersonalInvitations: true, invitationDays: 3 }, 'devices')
  const call = house.as(await house.addOwner())
  const kim = await house.addUser({ status: 'invited' })
  await house.db
    .updateTable('users')
    .set({ personalEmail: 'kim@home.example' })
    .where('id', '=', kim.id)
    .execute()
  const user = await call(getUser, { params: { userId: kim.id }, body: {} })
  const onClose = vi.fn()
  renderWithApi(call, <SendInvitationDialog user={user} open onClose={onClose} />)
  const person = userEvent.setup()
  const asked = within(await screen.findByRole('alertdialog'))
  asked.getByText('kim@home.example')
  await asked.findByText(/It works once, for 3 days/)
  await person.click(asked.getByRole('button', { name: 'Send invitation' }))

  const sent = within(await screen.findByRole('dialog', { name: `Invitation sent to ${kim.name}` }))
  expect(sent.getAllByText(/^\d{3}$/)).toHaveLength(2)
  await person.keyboard('{Escape}')
  expect(onClose).not.toHaveBeenCalled()
  await person.click(sent.getByRole('button', { name: "I've told them" }))
  expect(onClose).toHaveBeenCalledOnce()
  expect(await house.mails()).toMatchObject([{ to: 'kim@home.example' }])
})
