import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { Client } from '#contract/client.ts'
import type { UserId } from '#contract/ids.ts'
import { getUser } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { test } from '../../../../test/harness.ts'
import { oneIdentity } from '../../../../test/one-identity.ts'
import { renderWithApi } from '../../../../test/render.tsx'
import { DeleteUserDialog } from './DeleteUserDialog.tsx'
import { RemoveFromClientDialog } from './RemoveFromClientDialog.tsx'
import { RestoreUserDialog } from './RestoreUserDialog.tsx'
import { TerminateUserDialog } from './TerminateUserDialog.tsx'

const read = (call: Client, { id }: { id: UserId }) => call(getUser, { params: { userId: id }, body: {} })

/** The dialog above a page that has read the user. */
function Page({ userId, onDone }: { userId: UserId; onDone: () => void }) {
  const { data } = useOperationQuery(getUser, { params: { userId }, body: {} })
  return data ? <DeleteUserDialog open user={data} onClose={vi.fn()} onDone={onDone} /> : null
}

test('deletes once the email is typed, and says before what stops, what stays and who is told', async ({
  house,
}) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  await house.addSession(kim.id)
  const [onClose, onDone] = [vi.fn(), vi.fn()]
  renderWithApi(call, <DeleteUserDialog open user={await read(call, kim)} {...{ onClose, onDone }} />)

  const person = userEvent.setup()
  const dialog = await screen.findByRole('alertdialog')
  await within(dialog).findByText('What stops')
  within(dialog).getByText(/1 open session with its tokens/)
  within(dialog).getByText('What stays')
  within(dialog).getByText('Who is told')
  // Nothing is sent to applications: nobody is to believe that their copies go by themselves.
  within(dialog).getByText(/Copies that they keep have to be deleted there/)
  const button = within(dialog).getByRole('button', { name: 'Delete user' })
  await person.type(within(dialog).getByLabelText(/to confirm/), `  ${kim.email.slice(0, -1)}`)
  expect(button).toHaveProperty('disabled', true)
  await person.type(within(dialog).getByLabelText(/to confirm/), `${kim.email.slice(-1).toUpperCase()} `)
  await person.click(button)

  await waitFor(() => expect(onDone).toHaveBeenCalledOnce())
  expect(onClose).toHaveBeenCalledOnce()
  await expect(read(call, kim)).rejects.toMatchObject({ code: 'user-not-found' })
  expect(await house.events()).toContain('user.deleted')
})

test('what was read of somebody who is deleted is not asked for again', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await read(call, await house.addUser())
  const asked: string[] = []
  const counting: Client = (operation, ...rest) => {
    asked.push(operation.path)
    return call(operation, ...rest)
  }
  const onDone = vi.fn()
  renderWithApi(counting, <Page userId={kim.id} onDone={onDone} />)
  const person = userEvent.setup()
  await person.type(await screen.findByLabelText(/to confirm/), kim.email)
  await person.click(screen.getByRole('button', { name: 'Delete user' }))
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(asked.filter((path) => path === getUser.path)).toHaveLength(1)
})

test('keeps what was typed, with the reason inside, when the server refuses', async ({ house }) => {
  const owner = await house.addOwner()
  const call = house.as(owner)
  const onClose = vi.fn()
  renderWithApi(call, <DeleteUserDialog open user={await read(call, owner)} onClose={onClose} />)

  const person = userEvent.setup()
  await person.type(await screen.findByLabelText(/to confirm/), owner.email)
  await person.click(screen.getByRole('button', { name: 'Delete user' }))

  await within(screen.getByRole('alertdialog')).findByRole('alert')
  expect(screen.getByLabelText(/to confirm/)).toHaveProperty('value', owner.email)
  expect(onClose).not.toHaveBeenCalled()
})

test('offers to deactivate instead of deleting', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  renderWithApi(call, <DeleteUserDialog open user={await read(call, kim)} onClose={vi.fn()} />)

  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Deactivate instead' }))
  await person.click(await screen.findByRole('button', { name: 'Suspend User' }))

  await waitFor(async () => expect(await read(call, kim)).toMatchObject({ status: 'deactivated' }))
})

test('removes from the organisation for some days, and restores', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const onDone = vi.fn()
  renderWithApi(
    call,
    <RemoveFromClientDialog open user={await read(call, kim)} onClose={vi.fn()} onDone={onDone} />,
  )
  const person = userEvent.setup()
  await screen.findByText(/for 30 days: until then they can be restored/)
  await person.type(screen.getByLabelText('Reason'), 'Moved to a supplier')
  await person.click(screen.getByRole('button', { name: 'Remove from Client' }))
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  const removed = await read(call, kim)
  expect(removed.removal).not.toBeNull()

  renderWithApi(call, <RestoreUserDialog open user={removed} onClose={vi.fn()} onDone={onDone} />)
  await person.click(await screen.findByRole('button', { name: 'Restore user' }))
  await waitFor(() => expect(onDone).toHaveBeenCalledTimes(2))
  expect(await read(call, kim)).toMatchObject({ removal: null, status: 'deactivated' })
})

test('terminates an identity that nobody else knows', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const onDone = vi.fn()
  renderWithApi(
    call,
    <TerminateUserDialog open user={await read(call, kim)} onClose={vi.fn()} onDone={onDone} />,
  )
  const person = userEvent.setup()
  await screen.findByText(/everywhere. It can't be undone/)
  await person.type(screen.getByLabelText(/to confirm/), kim.email)
  await person.click(screen.getByRole('button', { name: 'Terminate User' }))
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  await expect(read(call, kim)).rejects.toMatchObject({ code: 'user-not-found' })
})

test('asks for a termination that other organisations have a say in, and says so where they have none', async ({
  house,
}) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  await oneIdentity(house, kim, await house.addUser({ tenancy: await house.addTenant('contoso') }))
  const props = { open: true, user: await read(call, kim), onClose: vi.fn() }
  renderWithApi(call, <TerminateUserDialog {...props} />)
  await screen.findByText(/belongs to 1 other organisation\. They are removed here now/)
  expect(screen.getByRole('button', { name: 'Request termination' })).toBeTruthy()
  cleanup()

  Object.assign(house.edge, { oneOperator: true })
  renderWithApi(call, <TerminateUserDialog {...props} />)
  await screen.findByText(/everywhere, in 1 other organisation too\. It can't be undone/)
  expect(screen.getByRole('button', { name: 'Terminate User' })).toBeTruthy()
  expect(screen.queryByText(/for now/)).toBeNull()
})

test('is not there while it is closed, and begins anew when it opens', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await read(call, await house.addUser())
  renderWithApi(
    call,
    <>
      <p>Here</p>
      <DeleteUserDialog open={false} user={kim} onClose={vi.fn()} />
    </>,
  )
  await screen.findByText('Here')
  expect(screen.queryByRole('alertdialog')).toBeNull()
})
