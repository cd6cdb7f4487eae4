import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { getMe } from '#contract/me.ts'
import { listOverrides } from '#contract/overrides.ts'
import { getUser } from '#contract/users.ts'
import { test } from '../../../../test/harness.ts'
import { renderWithApi } from '../../../../test/render.tsx'
import { whyNotOverride } from '../why-not-user.ts'
import { OverrideDialog } from './OverrideDialog.tsx'
import { OverridesPanel } from './OverridesPanel.tsx'

test('the passcode is shown once, in groups, and closes by its own button; the page lists it and takes it back', async ({
  house,
}) => {
  const call = house.as(await house.addAdmin('help-desk'))
  const kim = await house.addUser()
  const params = { userId: kim.id }
  const user = await call(getUser, { params, body: {} })
  const onClose = vi.fn()
  renderWithApi(
    call,
    <>
      <OverrideDialog user={user} open onClose={onClose} />
      <OverridesPanel user={user} />
    </>,
  )
  const person = userEvent.setup()
  const dialog = await screen.findByRole('dialog')
  await person.click(within(dialog).getByRole('button', { name: 'Issue passcode' }))
  expect((await call(listOverrides, { params, body: {} })).items).toEqual([])
  await person.type(within(dialog).getByLabelText('Reason'), 'Phone at home; called back')
  await person.selectOptions(within(dialog).getByLabelText('Good for'), '4 hours')
  await person.click(within(dialog).getByRole('button', { name: 'Issue passcode' }))

  await within(dialog).findByText(
    'Read it to them. It signs them in once, without the phone. They have been told.',
  )
  expect(within(dialog).getAllByText(/^[0-9A-Z]{5}$/)).toHaveLength(2)
  await person.keyboard('{Escape}')
  expect(onClose).not.toHaveBeenCalled()
  const [issued] = (await call(listOverrides, { params, body: {} })).items
  expect(issued).toMatchObject({ state: 'open', reason: 'Phone at home; called back' })
  expect(issued && issued.expiresAt.getTime() - issued.issuedAt.getTime()).toBe(4 * 3600_000)
  await person.click(within(dialog).getByRole('button', { name: "I've read it to them" }))
  expect(onClose).toHaveBeenCalledOnce()
})

test('an open passcode is revoked in the page', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const params = { userId: kim.id }
  const { issueOverride } = await import('#contract/overrides.ts')
  await call(issueOverride, { params, body: { reason: 'Phone at home', minutes: 60 } })
  renderWithApi(call, <OverridesPanel user={await call(getUser, { params, body: {} })} />)
  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Revoke' }))
  await screen.findByText('Revoked')
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Revoke' })).toBeNull())
  expect((await call(listOverrides, { params, body: {} })).items).toMatchObject([{ state: 'revoked' }])
})

test('it is for people below oneself, and says so', async ({ house }) => {
  const owner = await house.addOwner()
  const call = house.as(owner)
  const me = await call(getMe, { params: {}, body: {} })
  const of = async (id: typeof owner.id) => call(getUser, { params: { userId: id }, body: {} })
  const helper = await house.addAdmin('help-desk')
  const peer = await house.addOwner()
  const kim = await house.addUser()
  expect(whyNotOverride(me, await of(owner.id))).toBe("You can't issue an override for yourself")
  expect(whyNotOverride(me, await of(peer.id))).toBe('An override is for people of a lower role than yours')
  expect(whyNotOverride(me, await of(helper.id))).toBeUndefined()
  expect(whyNotOverride(me, await of(kim.id))).toBeUndefined()
})
