import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { Client } from '#contract/client.ts'
import type { UserId } from '#contract/ids.ts'
import { getPasswordStatus, issueTemporaryPassword, type PasswordStatus } from '#contract/passwords.ts'
import { getUser } from '#contract/users.ts'
import { type House, test } from '../../../../test/harness.ts'
import { renderWithApi } from '../../../../test/render.tsx'
import { ClearPasswordDialog } from './ClearPasswordDialog.tsx'
import { RequirePasswordReset } from './RequirePasswordReset.tsx'
import { TemporaryPasswordDialog } from './TemporaryPasswordDialog.tsx'
import { Unlock } from './Unlock.tsx'

const read = (call: Client, { id }: { id: UserId }) => call(getUser, { params: { userId: id }, body: {} })
const status = (call: Client, { id }: { id: UserId }): Promise<PasswordStatus> =>
  call(getPasswordStatus, { params: { userId: id }, body: {} })

/** A user with a password, and no other way in. */
async function withPassword(house: House) {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  await call(issueTemporaryPassword, { params: { userId: kim.id }, body: {} })
  return { call, kim }
}

test('offers a link first, and shows a temporary password once, with how to hand it over', async ({
  house,
}) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const onClose = vi.fn()
  renderWithApi(call, <TemporaryPasswordDialog open user={await read(call, kim)} onClose={onClose} />)

  const person = userEvent.setup()
  const buttons = within(await screen.findByRole('dialog')).getAllByRole('button')
  expect(buttons.map(({ textContent }) => textContent).slice(0, 2)).toEqual([
    'Send set-password link',
    'Generate temporary password',
  ])
  await person.click(screen.getByRole('button', { name: 'Generate temporary password' }))

  await screen.findByText(
    "Hand it over through a secure channel. Works once, for 24 hours, and then asks for a new one. We can't show it again.",
  )
  const shown = screen.getByRole('dialog').querySelector('code')?.textContent ?? ''
  expect(shown.length).toBeGreaterThanOrEqual(12)
  screen.getByRole('button', { name: 'Copy temporary password' })
  // Escape would throw it away.
  await person.keyboard('{Escape}')
  expect(onClose).not.toHaveBeenCalled()
  await person.click(screen.getByRole('button', { name: "I've handed it over" }))
  expect(onClose).toHaveBeenCalledOnce()
  expect(await status(call, kim)).toMatchObject({ hasPassword: true, temporary: true })
})

test('sends a link to set a password instead', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const onDone = vi.fn()
  renderWithApi(
    call,
    <TemporaryPasswordDialog open user={await read(call, kim)} onClose={vi.fn()} onDone={onDone} />,
  )
  await userEvent.setup().click(await screen.findByRole('button', { name: 'Send set-password link' }))
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect((await house.mails()).some(({ to }) => JSON.stringify(to).includes(kim.email))).toBe(true)
  expect(await status(call, kim)).toMatchObject({ hasPassword: false })
})

test('requires a reset at once, and takes it back with Undo', async ({ house }) => {
  const { call, kim } = await withPassword(house)
  const [onClose, onDone] = [vi.fn(), vi.fn()]
  const before = await read(call, kim)
  renderWithApi(
    call,
    <RequirePasswordReset
      open
      user={{ ...before, requirePasswordReset: false }}
      onClose={onClose}
      onDone={onDone}
    />,
  )
  await screen.findByText(`${before.name} chooses a new password at the next sign-in`)
  expect(onClose).toHaveBeenCalledOnce()
  expect(onDone).toHaveBeenCalledOnce()
  expect(await status(call, kim)).toMatchObject({ requiresReset: true })

  await userEvent.setup().click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect(await status(call, kim)).toMatchObject({ requiresReset: false }))
})

test('says below what the server refused of an act without a question', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const [onClose, onDone] = [vi.fn(), vi.fn()]
  renderWithApi(
    call,
    <RequirePasswordReset open user={await read(call, kim)} onClose={onClose} onDone={onDone} />,
  )
  // The notification, and what screen readers are told.
  await screen.findAllByText('This user has no password')
  expect(onClose).toHaveBeenCalled()
  expect(onDone).not.toHaveBeenCalled()
})

test('clears a password that is the only way in just where that is said to be meant', async ({ house }) => {
  const { call, kim } = await withPassword(house)
  const onDone = vi.fn()
  renderWithApi(
    call,
    <ClearPasswordDialog open user={await read(call, kim)} onClose={vi.fn()} onDone={onDone} />,
  )
  const person = userEvent.setup()
  await screen.findByText(
    'Only linked providers and the phone will work. They can set a new one with Forgot password.',
  )
  const clear = screen.getByRole('button', { name: 'Clear password' })
  await person.click(clear)
  const leave = await screen.findByLabelText('Leave without a sign-in method')
  await waitFor(() => expect(clear.getAttribute('aria-disabled')).toBe('true'))
  await person.click(clear)
  expect(await status(call, kim)).toMatchObject({ hasPassword: true })

  await person.click(leave)
  await person.click(screen.getByRole('button', { name: 'Clear password' }))
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(await status(call, kim)).toMatchObject({ hasPassword: false })
})

test('unlocks at once', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const until = new Date(house.now.getTime() + 600_000)
  await house.db
    .updateTable('users')
    .set({ lockedUntil: until, lockedWhy: 'failures' })
    .where('id', '=', kim.id)
    .execute()
  const locked = await read(call, kim)
  expect(locked.lockedUntil).not.toBeNull()
  renderWithApi(call, <Unlock open user={locked} onClose={vi.fn()} />)
  await screen.findByText(`${locked.name} is unlocked`)
  expect(await read(call, kim)).toMatchObject({ lockedUntil: null })
})
