import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect } from 'vitest'
import type { Client } from '#contract/client.ts'
import type { UserId } from '#contract/ids.ts'
import { getUser, updateUser } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { IdentityPanel } from './IdentityPanel.tsx'

const read = (call: Client, id: UserId) => call(getUser, { params: { userId: id }, body: {} })

/** The panel as it stands on the page: above what was read. */
function Panel({ userId }: { userId: UserId }) {
  const { data } = useOperationQuery(getUser, { params: { userId }, body: {} })
  return data ? <IdentityPanel user={data} /> : null
}

test('name and role are edited in place and saved together by Enter', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  renderWithApi(call, <Panel userId={kim.id} />)

  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Edit' }))
  await person.selectOptions(screen.getByLabelText('Role'), 'auditor')
  const first = screen.getByLabelText('First name')
  await person.clear(first)
  await person.type(first, 'Kimberly{Enter}')

  await waitFor(async () =>
    expect(await read(call, kim.id)).toMatchObject({ name: 'Kimberly Lee', adminRole: 'auditor' }),
  )
  await screen.findByText('Saved Kimberly Lee')
  const events = await house.events()
  expect(events.filter((type) => type === 'user.updated')).toHaveLength(1)
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Edit'))
})

test('Escape reverts, and `e` begins', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser({ firstName: 'Kim' })
  renderWithApi(call, <Panel userId={kim.id} />)

  const person = userEvent.setup()
  await screen.findByRole('button', { name: 'Edit' })
  await person.keyboard('e')
  const first = await screen.findByLabelText('First name')
  expect(document.activeElement).toBe(first)
  await person.type(first, 'berly{Escape}')
  expect(screen.queryByLabelText('First name')).toBeNull()
  expect(await read(call, kim.id)).toMatchObject({ firstName: 'Kim' })
})

test('a name is saved at once and taken back with Undo', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  renderWithApi(call, <Panel userId={kim.id} />)

  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Edit' }))
  await person.type(screen.getByLabelText('Last name'), 'son{Enter}')
  await screen.findByText('Kim Leeson')
  await person.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect(await read(call, kim.id)).toMatchObject({ name: 'Kim Lee' }))
})

test('what somebody else changed meanwhile is said, and nothing is written over unseen', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const call = house.as(owner)
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  renderWithApi(call, <Panel userId={kim.id} />)

  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Edit' }))
  const other = house.as(await house.addOwner())
  await other(updateUser, {
    params: { userId: kim.id },
    body: { lastName: 'Ray' },
    ifMatch: (await read(call, kim.id)).version,
  })
  const first = screen.getByLabelText('First name')
  await person.type(first, 'berly{Enter}')

  await screen.findByText('Somebody else changed this user in the meantime')
  screen.getByText('Last name is now Ray')
  expect(screen.getByLabelText('First name')).toHaveProperty('value', 'Kimberly')
  expect(await read(call, kim.id)).toMatchObject({ name: 'Kim Ray' })

  await person.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(async () => expect(await read(call, kim.id)).toMatchObject({ name: 'Kimberly Lee' }))
})

test('a refused name stays in the field, with the reason', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  renderWithApi(call, <Panel userId={kim.id} />)
  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Edit' }))
  await person.clear(screen.getByLabelText('First name'))
  await person.click(screen.getByRole('button', { name: 'Save' }))
  await screen.findByText('Enter a first name')
  expect(document.activeElement).toBe(screen.getByLabelText('First name'))
})
