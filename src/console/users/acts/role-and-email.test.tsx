import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { Client } from '#contract/client.ts'
import { listUserEmails } from '#contract/emails.ts'
import type { UserId } from '#contract/ids.ts'
import { getUser, updateUser } from '#contract/users.ts'
import { test } from '../../../../test/harness.ts'
import { renderWithApi } from '../../../../test/render.tsx'
import { AdminRoleDialog } from './AdminRoleDialog.tsx'
import { ChangeEmailDialog } from './ChangeEmailDialog.tsx'
import { RemoveAdminDialog } from './RemoveAdminDialog.tsx'
import { VerifyEmailDialog } from './VerifyEmailDialog.tsx'

const read = (call: Client, { id }: { id: UserId }) => call(getUser, { params: { userId: id }, body: {} })

test('makes an admin with the scope that is chosen, from a row that is a little old', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const row = await read(call, kim)
  await call(updateUser, {
    params: { userId: kim.id },
    body: { lastName: 'Ray' },
    ifMatch: row.version,
  })
  const onDone = vi.fn()
  renderWithApi(call, <AdminRoleDialog open user={row} onClose={vi.fn()} onDone={onDone} />)

  const person = userEvent.setup()
  await screen.findByText('At once in this console; within about 60 seconds in most applications.')
  await person.click(screen.getByRole('button', { name: 'Make admin' }))
  expect(onDone).not.toHaveBeenCalled()
  await person.click(screen.getByRole('radio', { name: /Help desk/ }))
  await person.click(screen.getByRole('button', { name: 'Make admin' }))
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(await read(call, kim)).toMatchObject({ adminRole: 'help-desk', lastName: 'Ray' })
})

test('nobody gives a role above their own', async ({ house }) => {
  const call = house.as(await house.addAdmin('user-admin'))
  const kim = await house.addUser()
  renderWithApi(call, <AdminRoleDialog open user={await read(call, kim)} onClose={vi.fn()} />)
  const owner = await screen.findByRole('radio', { name: /Owner/ })
  await userEvent.setup().click(owner)
  expect(owner).toHaveProperty('checked', false)
  screen.getByText('A higher role than yours')
})

test('makes an ordinary user of an admin again', async ({ house }) => {
  const owner = await house.addOwner()
  const call = house.as(owner)
  const kim = await house.addAdmin('auditor')
  const onDone = vi.fn()
  renderWithApi(
    call,
    <RemoveAdminDialog open user={await read(call, kim)} onClose={vi.fn()} onDone={onDone} />,
  )
  await userEvent.setup().click(await screen.findByRole('button', { name: 'Remove admin' }))
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(await read(call, kim)).toMatchObject({ adminRole: null, role: 'user' })
})

test('marks an address as verified by hand', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const onDone = vi.fn()
  renderWithApi(
    call,
    <VerifyEmailDialog open user={await read(call, kim)} onClose={vi.fn()} onDone={onDone} />,
  )
  await userEvent.setup().click(await screen.findByRole('button', { name: 'Verify email' }))
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(await read(call, kim)).toMatchObject({ emailVerified: true })
})

test('asks for confirmation at a new address; one that is taken is said under the field', async ({
  house,
}) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const lou = await house.addUser()
  const onDone = vi.fn()
  renderWithApi(
    call,
    <ChangeEmailDialog open kind="primary" user={await read(call, kim)} onClose={vi.fn()} onDone={onDone} />,
  )
  const person = userEvent.setup()
  const field = await screen.findByLabelText('New email')
  await person.type(field, 'not one{Enter}')
  await screen.findByText('Enter an email address')
  await person.clear(field)
  await person.type(field, `${lou.email}{Enter}`)
  await screen.findByText('A user with this email already exists.')
  expect(field.getAttribute('aria-invalid')).toBe('true')

  await person.clear(field)
  await person.type(field, 'kim.new@example.com{Enter}')
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(await read(call, kim)).toMatchObject({ email: kim.email })
  const emails = await call(listUserEmails, { params: { userId: kim.id }, body: {} })
  expect(emails.pending).toMatchObject([{ email: 'kim.new@example.com', kind: 'primary' }])
})
