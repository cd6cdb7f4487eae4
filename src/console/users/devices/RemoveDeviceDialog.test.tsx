import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { type Device, listDevices } from '#contract/devices.ts'
import type { RequestId } from '#contract/ids.ts'
import { getUser } from '#contract/users.ts'
import { type House, type TestUser, test } from '../../../../test/harness.ts'
import { decide, type Enrolled, enrolPhone } from '../../../../test/phone-harness.ts'
import { renderWithApi } from '../../../../test/render.tsx'
import { RemoveDeviceDialog } from './RemoveDeviceDialog.tsx'

const devicesOf = async (house: House, owner: TestUser, user: TestUser) =>
  (await house.as(owner)(listDevices, { params: { userId: user.id }, body: {} })).items

async function open(house: House, owner: TestUser, kim: TestUser, devices: readonly Device[]) {
  const call = house.as(owner)
  const user = await call(getUser, { params: { userId: kim.id }, body: {} })
  const [device] = devices
  if (!device) throw new Error('no device')
  const onClose = vi.fn()
  const onIssueCode = vi.fn()
  renderWithApi(
    call,
    <RemoveDeviceDialog
      user={user}
      device={device}
      devices={devices}
      onClose={onClose}
      onRemoved={vi.fn()}
      onIssueCode={onIssueCode}
    />,
  )
  return { onClose, onIssueCode, person: userEvent.setup(), phrase: await screen.findByRole('textbox') }
}

test('removes the device once the phrase is typed, blanks and case forgiven, and goes on to a claim code', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await enrolPhone(house, kim, { pin: '482913' })
  const { onClose, onIssueCode, person, phrase } = await open(
    house,
    owner,
    kim,
    await devicesOf(house, owner, kim),
  )

  const button = screen.getByRole('button', { name: 'Remove device' })
  await person.type(phrase, 'remove devic')
  expect(button).toHaveProperty('disabled', true)
  await person.clear(phrase)
  await person.type(phrase, ' Remove Device ')
  await person.click(button)

  await waitFor(() => expect(onClose).toHaveBeenCalled())
  expect(onIssueCode).toHaveBeenCalled()
  expect(await devicesOf(house, owner, kim)).toEqual([])
})

test('a lost one ends its sessions unless told otherwise, and from then on only a claim code restores', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const { enrolment } = await enrolPhone(house, kim, { pin: '482913' })
  await house.addSession(kim.id, { deviceId: enrolment.deviceId })
  const { onClose, person, phrase } = await open(house, owner, kim, await devicesOf(house, owner, kim))
  await person.click(screen.getByRole('radio', { name: /^It was lost or stolen/ }))
  expect(screen.getByRole('checkbox', { name: /^Also revoke/ })).toHaveProperty('checked', true)
  await person.type(phrase, 'remove device{Enter}')
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  const { restoreByClaim } = await house.db
    .selectFrom('users')
    .select('restoreByClaim')
    .where('id', '=', kim.id)
    .executeTakeFirstOrThrow()
  expect(restoreByClaim).toBe(true)
  const { endedAt } = await house.db
    .selectFrom('sessions')
    .select('endedAt')
    .where('userId', '=', kim.id)
    .executeTakeFirstOrThrow()
  expect(endedAt).not.toBeNull()
})

test('where the last approval is too old, asks for one and then removes without anything typed again', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const ownPhone = await enrolPhone(house, owner, { pin: '482913' })
  await enrolPhone(house, kim, { pin: '482913' })
  const devices = await devicesOf(house, owner, kim)
  house.advance(660)
  const { onClose, person, phrase } = await open(house, owner, kim, devices)

  await person.type(phrase, 'remove device{Enter}')

  await screen.findByRole('dialog', { name: 'Approve this on your phone' })
  expect(await devicesOf(house, owner, kim)).toHaveLength(1)
  await answer(house, owner, ownPhone)
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  expect(await devicesOf(house, owner, kim)).toEqual([])
})

test('an approval that was given up leaves the dialog open with the refusal and what was typed', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await enrolPhone(house, owner, { pin: '482913' })
  await enrolPhone(house, kim, { pin: '482913' })
  const devices = await devicesOf(house, owner, kim)
  house.advance(660)
  const { onClose, person, phrase } = await open(house, owner, kim, devices)

  await person.type(phrase, 'remove device{Enter}')
  await screen.findByText('Waiting for your phone')
  await person.click(screen.getByRole('button', { name: 'Close' }))

  await screen.findByText('Approve this on your phone first')
  expect(phrase).toHaveProperty('value', 'remove device')
  expect(onClose).not.toHaveBeenCalled()
  expect(await devicesOf(house, owner, kim)).toHaveLength(1)
})

/** Types the number that stands in the dialog on the owner's phone. */
async function answer(house: House, owner: TestUser, phone: Enrolled) {
  await screen.findByText('Waiting for your phone')
  const { id } = await house.db
    .selectFrom('approvalRequests')
    .select('id')
    .where('userId', '=', owner.id)
    .executeTakeFirstOrThrow()
  const number = screen.getByText(/^\d{2}$/).lastChild?.textContent ?? ''
  await decide(phone, { id: id as RequestId }, { kind: 'approve', number, verification: phone.verification }) // a column is a plain text
}
