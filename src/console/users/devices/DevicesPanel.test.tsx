import { act, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, vi } from 'vitest'
import { listDevices } from '#contract/devices.ts'
import { getUser } from '#contract/users.ts'
import type { Tables } from '#domain/tables.ts'
import { useOperationQuery } from '#ui/api.ts'
import { type House, type TestUser, test } from '../../../../test/harness.ts'
import { type Enrolled, type EnrolOptions, enrolPhone, somePush } from '../../../../test/phone-harness.ts'
import { renderWithApi } from '../../../../test/render.tsx'
import { type DevicesLayer, DevicesPanel } from './DevicesPanel.tsx'

const pin = '482913'

function Live({ user: { id } }: { user: TestUser }) {
  const [layer, setLayer] = useState<DevicesLayer | null>(null)
  const read = useOperationQuery(getUser, { params: { userId: id }, body: {} })
  return read.data ? (
    <DevicesPanel user={read.data} layer={layer} onLayer={setLayer} onLostPhone={vi.fn()} />
  ) : null
}

const devicesOf = async (house: House, actor: TestUser, user: TestUser) =>
  (await house.as(actor)(listDevices, { params: { userId: user.id }, body: {} })).items

/** As the phone's own doings would leave it. */
const set = (house: House, { enrolment }: Enrolled, values: Partial<Tables['devices']>) =>
  house.db
    .updateTable('devices')
    .set(values as never)
    .where('id', '=', enrolment.deviceId as never)
    .execute()

async function open(house: House, kim: TestUser, actor?: TestUser) {
  const admin = actor ?? (await house.addOwner())
  renderWithApi(house.as(admin), <Live user={kim} />)
  await screen.findByRole('heading', { name: 'Devices' })
  return { admin, person: userEvent.setup() }
}

/** Another enrolment with the same identity: one phone may hold several. */
const another = (
  house: House,
  kim: TestUser,
  { phone, enrolment, verification }: Enrolled,
  more: EnrolOptions,
) =>
  enrolPhone(house, kim, {
    phone,
    pin,
    identity: {
      kind: 'existing',
      did: enrolment.did,
      unlock: { deviceId: enrolment.deviceId, verification },
    },
    ...more,
  })

/** The panel's own text is there as soon as the first row is. */
const row = async (name: string) => screen.findByRole('radio', { name })

test('the active device is chosen by its radio button, and taken back by Undo; one without push says why not', async ({
  house,
}) => {
  const kim = await house.addUser()
  const old = await enrolPhone(house, kim, { pin, push: somePush('a'), name: 'Old phone' })
  await another(house, kim, old, { push: somePush('b'), name: 'New phone' })
  await another(house, kim, old, { push: { kind: 'none', why: 'denied' }, name: 'Quiet phone' })
  const { admin, person } = await open(house, kim)
  const active = async () => (await devicesOf(house, admin, kim)).find(({ pushTarget }) => pushTarget)?.name
  const before = await active()
  const other = before === 'Old phone' ? 'New phone' : 'Old phone'

  const quiet = await row('Quiet phone')
  expect(quiet.getAttribute('aria-disabled')).toBe('true')
  expect(
    document.getElementById(quiet.getAttribute('aria-describedby')?.split(' ')[1] ?? '')?.textContent,
  ).toBe("This phone isn't receiving push: the phone does not allow Latchkey to show alerts")
  await person.click(quiet)
  expect(await active()).toBe(before)

  await person.click(await row(other))
  await screen.findByText(`Requests go to ${other} now`)
  expect(await active()).toBe(other)
  await person.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect(await active()).toBe(before))
})

test('a phone is renamed in its row: Enter saves, Escape leaves it, and the focus is back on the pencil', async ({
  house,
}) => {
  const kim = await house.addUser()
  await enrolPhone(house, kim, { pin, name: 'Old phone' })
  const { admin, person } = await open(house, kim)
  await person.click(await screen.findByRole('button', { name: 'Rename Old phone' }))
  await person.keyboard('Never{Escape}')
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Rename Old phone' })),
  )
  await person.keyboard('{Enter}')
  await person.keyboard('Work phone{Enter}')
  await screen.findByRole('radio', { name: 'Work phone' })
  expect(await devicesOf(house, admin, kim)).toMatchObject([{ name: 'Work phone' }])
})

test('a test alert goes to a phone that receives, and to no other', async ({ house }) => {
  const kim = await house.addUser()
  const loud = await enrolPhone(house, kim, { pin, push: somePush('a'), name: 'Loud phone' })
  await another(house, kim, loud, { name: 'Quiet phone' })
  const { person } = await open(house, kim)
  const quiet = await screen.findByRole('button', { name: 'Send Quiet phone a test alert' })
  expect(quiet.getAttribute('aria-disabled')).toBe('true')
  await person.click(screen.getByRole('button', { name: 'Send Loud phone a test alert' }))
  await screen.findByText(/^Test alert sent to Loud phone/)
  const rung = (await house.pushes()).filter(({ message }) => message.t === 'test')
  expect(rung.map(({ deviceId }) => deviceId)).toEqual([loud.enrolment.deviceId])
})

test('a phone that waits is confirmed by the digits that its person reads out, and by no others', async ({
  house,
}) => {
  const kim = await house.addUser()
  const phone = await enrolPhone(house, kim, { pin, name: 'New phone' })
  await set(house, phone, { state: 'pending', shortCode: '493027' })
  const { admin, person } = await open(house, kim)
  await person.click(await screen.findByRole('button', { name: 'Compare the six digits' }))
  const dialog = await screen.findByRole('dialog', { name: 'Confirm New phone' })
  // Whoever has not asked has nothing to type.
  expect(document.body.textContent).not.toContain('493027')
  const field = within(dialog).getByLabelText('The digits that they read out')
  await person.type(field, '111111{Enter}')
  await within(dialog).findByText(/^This phone shows other digits/)
  expect(await devicesOf(house, admin, kim)).toMatchObject([{ state: 'pending' }])
  await person.clear(field)
  await person.type(field, '493027{Enter}')
  await screen.findByText('New phone is confirmed')
  expect(await devicesOf(house, admin, kim)).toMatchObject([{ state: 'active' }])
})

test('a phone that may be replaced says when it goes, and stays once told to; a paused one says why', async ({
  house,
}) => {
  const kim = await house.addUser()
  const old = await enrolPhone(house, kim, { pin, name: 'Old phone' })
  const paused = await another(house, kim, old, { name: 'Paused phone' })
  await set(house, old, { replacedAt: house.now, removeAt: new Date(house.now.getTime() + 864e5) })
  await set(house, paused, { state: 'suspended', stateWhy: 'pin' })
  const { admin, person } = await open(house, kim)
  await screen.findByText(/Another phone was set up from a backup \(.*\). This one is removed on/)
  screen.getByText(/^A wrong PIN was typed too often/)
  await person.click(screen.getByRole('button', { name: 'Still in use' }))
  await screen.findByText('Old phone stays')
  const [first] = (await devicesOf(house, admin, kim)).filter(({ name }) => name === 'Old phone')
  expect(first?.replaced).toBeNull()
  await person.click(screen.getByRole('button', { name: 'Resume' }))
  await screen.findByText('Paused phone can approve again')
  expect((await devicesOf(house, admin, kim)).map(({ state }) => state)).toEqual(['active', 'active'])
  expect(screen.queryByText(/^A wrong PIN was typed too often/)).toBeNull()
})

test('Unregister All Devices asks for the phrase and a reason, then its code stands there and says when it was used', async ({
  house,
}) => {
  const kim = await house.addUser()
  await enrolPhone(house, kim, { pin, name: 'Old phone' })
  const { admin, person } = await open(house, kim)
  await person.click(await screen.findByRole('button', { name: 'Unregister All Devices' }))
  const dialog = await screen.findByRole('alertdialog')
  within(dialog).getByText(
    'Their identity (DID) is reset, here and in all their accounts; backups made before stop working.',
  )
  const act = () => within(dialog).getByRole('button', { name: 'Unregister All Devices' })
  await person.type(within(dialog).getByLabelText(/to confirm$/), ' Unregister All Devices ')
  await person.click(act())
  expect(await devicesOf(house, admin, kim)).toHaveLength(1)
  await person.type(within(dialog).getByLabelText('Reason'), 'New phone, no backup')
  await person.click(act())

  const code = await screen.findByRole('region', { name: 'Setup code' })
  await within(code).findByText('Scan with the phone to set it up again')
  expect(await devicesOf(house, admin, kim)).toEqual([])
  const typed = within(code).getByText(/^[0-9A-Z]{10}$/).textContent ?? ''
  await enrolPhone(house, kim, { pin, claim: typed, name: 'Pixel 9' })
  await within(code).findByText('Pixel 9 enrolled')
})

test('a claim code for somebody with an identity says that it needs the backup, and offers the way without', async ({
  house,
}) => {
  const kim = await house.addUser()
  await enrolPhone(house, kim, { pin, name: 'Old phone' })
  const { person } = await open(house, kim)
  await person.click(await screen.findByRole('button', { name: 'Issue claim code' }))
  const code = await screen.findByRole('region', { name: 'Setup code' })
  await within(code).findByText('Scan with the new phone to restore their backup')
  const first = within(code).getByText(/^[0-9A-Z]{10}$/).textContent
  await person.click(within(code).getByRole('button', { name: 'New code' }))
  await waitFor(() => expect(within(code).getByText(/^[0-9A-Z]{10}$/).textContent).not.toBe(first))

  const printed = vi.spyOn(window, 'print').mockImplementation(() => {
    const sheet = document.querySelector('.print-sheet')?.textContent ?? ''
    expect(sheet).toContain('Northwind')
    expect(sheet).toContain(kim.name)
  })
  await person.click(within(code).getByRole('button', { name: 'Print' }))
  expect(printed).toHaveBeenCalledOnce()
  // There for as long as the browser's dialog is open.
  expect(document.querySelector('.print-sheet')).not.toBeNull()
  act(() => void window.dispatchEvent(new Event('afterprint')))
  expect(document.querySelector('.print-sheet')).toBeNull()

  await person.click(within(code).getByRole('button', { name: 'Unregister All Devices…' }))
  await screen.findByRole('alertdialog', { name: `Unregister all devices of ${kim.name}` })
})

test('an auditor sees everything of a phone and may press nothing', async ({ house }) => {
  const kim = await house.addUser()
  await enrolPhone(house, kim, { pin, push: somePush(), name: 'Old phone' })
  const auditor = await house.addAdmin('auditor')
  await open(house, kim, auditor)
  await screen.findByText('Receiving push')
  for (const button of screen.getAllByRole('button')) {
    expect([button.textContent, button.getAttribute('aria-disabled')]).toEqual([button.textContent, 'true'])
  }
})
