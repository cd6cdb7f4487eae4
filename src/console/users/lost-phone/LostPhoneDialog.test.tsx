import { screen, waitFor, within } from '@testing-library/react'
import { type UserEvent, userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { listDevices } from '#contract/devices.ts'
import { getUser } from '#contract/users.ts'
import { type House, type TestUser, test } from '../../../../test/harness.ts'
import { givePasskey } from '../../../../test/passkeys.ts'
import { enrolPhone } from '../../../../test/phone-harness.ts'
import { renderWithApi } from '../../../../test/render.tsx'
import { LostPhoneDialog } from './LostPhoneDialog.tsx'

const pin = '482913'

async function open(house: House, admin: TestUser, kim: TestUser) {
  const call = house.as(admin)
  const onClose = vi.fn()
  const user = await call(getUser, { params: { userId: kim.id }, body: {} })
  renderWithApi(call, <LostPhoneDialog user={user} open onClose={onClose} />)
  const dialog = within(await screen.findByRole('dialog', { name: `Lost phone of ${kim.name}` }))
  await dialog.findByText('1 of 2: What happened?')
  return { call, onClose, dialog, person: userEvent.setup() }
}

type Dialog = Awaited<ReturnType<typeof open>>['dialog']

/** Answers one of the questions; two have the same answers. */
const answer = (person: UserEvent, dialog: Dialog, question: RegExp, what: string | RegExp) =>
  person.click(within(dialog.getByRole('group', { name: question })).getByLabelText(what))

async function say(person: UserEvent, dialog: Dialog, phrase: string) {
  await person.type(await dialog.findByLabelText('How did you recognise them?'), 'Called back')
  await person.type(dialog.getByLabelText(/to confirm$/), phrase)
}

test('locked and with a backup: the phone is removed, and a code restores the backup; told step by step', async ({
  house,
}) => {
  const admin = await house.addAdmin('help-desk')
  const kim = await house.addUser()
  await enrolPhone(house, kim, { pin, name: 'Pixel 9' })
  await house.addSession(kim.id)
  const { call, onClose, dialog, person } = await open(house, admin, kim)
  await answer(person, dialog, /backup/, /^Yes/)
  await answer(person, dialog, /locked/, 'Yes')
  expect(dialog.getByLabelText(/^Remove the phone/)).toHaveProperty('checked', true)
  await person.click(dialog.getByRole('button', { name: 'Continue' }))
  await dialog.findByText('2 of 2: Remove Pixel 9')
  await say(person, dialog, 'remove device')
  await person.click(dialog.getByRole('button', { name: 'Remove device' }))

  await dialog.findByText('What was done')
  await dialog.findByText('Scan with the new phone to restore their backup')
  expect(dialog.getAllByRole('listitem').length).toBeGreaterThan(3)
  expect((await call(listDevices, { params: { userId: kim.id }, body: {} })).items).toEqual([])
  const open_ = await house.db
    .selectFrom('sessions')
    .select('id')
    .where('userId', '=', kim.id)
    .where('endedAt', 'is', null)
    .execute()
  expect(open_).toEqual([])
  // A code is on the screen: Escape must not take it away.
  await person.keyboard('{Escape}')
  expect(onClose).not.toHaveBeenCalled()

  const written = vi.spyOn(navigator.clipboard, 'writeText')
  await person.click(dialog.getByRole('button', { name: 'Copy receipt' }))
  const receipt = written.mock.calls[0]?.[0] ?? ''
  expect(receipt).toContain(`Lost phone: ${kim.name}`)
  expect(receipt).toContain('Recognised by: Called back')
  expect(receipt).not.toContain(dialog.getByText(/^[0-9A-Z]{10}$/).textContent)
  await person.click(dialog.getByRole('button', { name: 'Done' }))
  expect(onClose).toHaveBeenCalledOnce()
})

test('not locked: all are unregistered unless the administrator chooses otherwise; a passcode for today', async ({
  house,
}) => {
  const admin = await house.addOwner()
  const kim = await house.addUser()
  const { phone, enrolment, verification } = await enrolPhone(house, kim, { pin, name: 'Pixel 9' })
  const unlock = { deviceId: enrolment.deviceId, verification }
  await enrolPhone(house, kim, {
    phone,
    pin,
    name: 'Tablet',
    identity: { kind: 'existing', did: enrolment.did, unlock },
  })
  const { call, dialog, person } = await open(house, admin, kim)
  expect(dialog.getByRole('button', { name: 'Continue' }).getAttribute('aria-disabled')).toBe('true')
  await answer(person, dialog, /Which phone/, /^Pixel 9/)
  await answer(person, dialog, /backup/, /^Yes/)
  await answer(person, dialog, /locked/, 'No')
  expect(dialog.getByLabelText(/^Unregister All Devices/)).toHaveProperty('checked', true)
  await person.click(dialog.getByLabelText(/^Remove the phone/))
  await person.click(dialog.getByRole('button', { name: 'Continue' }))
  await dialog.findByText('2 of 2: Remove Pixel 9')
  // Back, and the answers are still there.
  await person.click(dialog.getByRole('button', { name: 'Back' }))
  expect(within(dialog.getByRole('group', { name: /locked/ })).getByLabelText('No')).toHaveProperty(
    'checked',
    true,
  )
  await person.click(dialog.getByRole('button', { name: 'Continue' }))
  await dialog.findByText('2 of 2: Unregister all devices')
  await answer(person, dialog, /go on/, /^No phone today/)
  await say(person, dialog, 'unregister all devices')
  await person.click(dialog.getByRole('button', { name: 'Unregister All Devices' }))

  await dialog.findByText('Read it to them. It signs them in once, without the phone. They have been told.')
  expect((await call(listDevices, { params: { userId: kim.id }, body: {} })).items).toEqual([])
  expect(dialog.queryByRole('region', { name: 'Setup code' })).toBeNull()
})

test('passkeys are named; those that may lie on the phone end with it, all of them where it was not locked', async ({
  house,
}) => {
  const admin = await house.addAdmin('help-desk')
  const kim = await house.addUser()
  await enrolPhone(house, kim, { pin, name: 'Pixel 9' })
  await givePasskey(house, kim)
  const { dialog, person } = await open(house, admin, kim)
  await answer(person, dialog, /backup/, /^Yes/)
  await answer(person, dialog, /locked/, 'Yes')
  await person.click(dialog.getByRole('button', { name: 'Continue' }))
  const passkey = () =>
    within(dialog.getByRole('group', { name: 'Which passkeys end?' })).getByRole('checkbox')
  expect(passkey()).toHaveProperty('checked', false)
  await person.click(dialog.getByRole('button', { name: 'Back' }))
  await answer(person, dialog, /locked/, 'No')
  await person.click(dialog.getByRole('button', { name: 'Continue' }))
  await dialog.findByText('2 of 2: Unregister all devices')
  expect(passkey()).toHaveProperty('checked', true)
  await say(person, dialog, 'unregister all devices')
  await person.click(dialog.getByRole('button', { name: 'Unregister All Devices' }))
  await dialog.findByText(': Removed: “Elsewhere”.')
  expect(await house.db.selectFrom('passkeys').select('id').execute()).toEqual([])
})

test('nothing happens without a word on how they were recognised, nor with another phrase', async ({
  house,
}) => {
  const admin = await house.addOwner()
  const kim = await house.addUser()
  await enrolPhone(house, kim, { pin, name: 'Pixel 9' })
  const { call, dialog, person } = await open(house, admin, kim)
  await answer(person, dialog, /backup/, 'No')
  await answer(person, dialog, /locked/, 'Yes')
  await person.click(dialog.getByRole('button', { name: 'Continue' }))
  const phrase = await dialog.findByLabelText(/to confirm$/)
  const act = () => dialog.getByRole('button', { name: 'Unregister All Devices' })
  await person.type(phrase, 'remove device')
  expect(act()).toHaveProperty('disabled', true)
  await person.clear(phrase)
  await person.type(phrase, 'unregister all devices{Enter}')
  expect(act().getAttribute('aria-disabled')).toBe('true')
  await waitFor(async () =>
    expect((await call(listDevices, { params: { userId: kim.id }, body: {} })).items).toHaveLength(1),
  )
})
