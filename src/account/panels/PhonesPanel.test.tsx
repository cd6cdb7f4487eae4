import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect } from 'vitest'
import type { DeviceId } from '#contract/ids.ts'
import { ApiContext } from '#ui/api.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { addPhone } from '../../../test/sign-in.ts'
import { AccountPage } from '../AccountPage.tsx'
import { createCache } from '../api/create-cache.ts'

afterEach(() => {
  cleanup()
  window.history.replaceState(null, '', '/account')
})

async function show(house: House, person: TestUser) {
  render(
    <QueryClientProvider client={createCache()}>
      <ApiContext value={house.as(person)}>
        <AccountPage />
      </ApiContext>
    </QueryClientProvider>,
  )
  return within(await screen.findByRole('region', { name: /^Phones/ }))
}

const rename = (house: House, id: DeviceId, set: object) =>
  house.db.updateTable('devices').set(set).where('id', '=', id).execute()

test('a phone is renamed, rung and, where it was taken for replaced, kept', async ({ house }) => {
  const kim = await house.addUser({ firstName: 'Kim' })
  await rename(house, await addPhone(house, kim, { receives: true, pushTarget: true }), { name: 'Blue' })
  const spare = await addPhone(house, kim, { receives: true })
  const removeAt = new Date(house.now.getTime() + 86_400_000)
  await rename(house, spare, { name: 'Spare', replacedAt: house.now, removeAt })
  const phones = await show(house, kim)
  const user = userEvent.setup()

  await user.click(await phones.findByRole('button', { name: 'Rename Blue' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Rename Blue' }))
  await user.clear(dialog.getByLabelText('Name'))
  expect(dialog.getByRole('button', { name: 'Rename phone' }).getAttribute('aria-disabled')).toBe('true')
  await user.type(dialog.getByLabelText('Name'), 'Green')
  await user.click(dialog.getByRole('button', { name: 'Rename phone' }))

  await user.click(await phones.findByRole('button', { name: 'Send a test alert to Green' }))
  await screen.findByText('A test alert is on its way to Green')
  expect((await house.pushes()).map(({ message }) => message.t)).toEqual(['test'])

  phones.getByText(/^Replaced\?/)
  await user.click(phones.getByRole('button', { name: 'Keep Spare' }))
  const keep = within(await screen.findByRole('alertdialog', { name: 'Keep Spare' }))
  await user.click(keep.getByRole('button', { name: 'Keep phone' }))
  await screen.findByText('Spare stays')
  await expect.poll(() => phones.queryByText(/^Replaced\?/)).toBeNull()
})

test('says why a phone does not ring, waits or is paused, and what to do about it', async ({ house }) => {
  const kim = await house.addUser()
  await rename(house, await addPhone(house, kim), { name: 'Silent', pushWhy: 'denied' })
  await rename(house, await addPhone(house, kim), { name: 'Waiting', state: 'pending', shortCode: '482913' })
  await rename(house, await addPhone(house, kim), { name: 'Paused one', state: 'suspended', stateWhy: 'pin' })
  const phones = await show(house, kim)
  await phones.findByText('Not receiving push')
  phones.getByText(/Allow notifications for Latchkey in its settings/)
  phones.getByText('482 913')
  phones.getByText(/read these digits to them/)
  phones.getByText(/A wrong PIN was typed too often/)
  expect(phones.queryByRole('button', { name: /test alert/i })).toBeNull()
  // One that waits or is paused is no way in: the only one that answers stays.
  const last = phones.getByRole('button', { name: 'Remove Silent' })
  expect(last.getAttribute('aria-disabled')).toBe('true')
  expect(phones.getByText(/^Lost a phone\?/).textContent).toContain('Tell your IT administrator at once')
})
