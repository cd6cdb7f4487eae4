import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { endAccount, listAccounts } from '#contract/accounts.ts'
import type { Diagnosis, Remedy } from '#contract/diagnosis.ts'
import { getUser } from '#contract/users.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { addAccount, addApplication } from '../../../test/holdings.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { RemedyButton } from './RemedyButton.tsx'

async function show(
  house: House,
  by: TestUser,
  kim: TestUser,
  fix: Remedy,
  target: Diagnosis['target'] = { applicationId: null, name: 'the console' },
) {
  const call = house.as(by)
  const user = await call(getUser, { params: { userId: kim.id }, body: {} })
  const onDone = vi.fn()
  const { visited } = renderWithApi(
    call,
    <RemedyButton fix={fix} user={user} target={target} onDone={onDone} />,
  )
  return { visited, onDone, person: userEvent.setup() }
}

test('an override is issued right there', async ({ house }) => {
  const { person } = await show(house, await house.addOwner(), await house.addUser(), 'issue-override')
  await person.click(await screen.findByRole('button', { name: 'Administrative override…' }))
  await screen.findByRole('dialog', { name: /^Administrative override for/ })
})

test('requests ring the phone again at once', async ({ house }) => {
  const kim = await house.addUser()
  const until = new Date(house.now.getTime() + 600_000)
  await house.db.updateTable('users').set({ pushesPausedUntil: until }).where('id', '=', kim.id).execute()
  const { person, onDone } = await show(house, await house.addOwner(), kim, 'resume-pushes')
  await person.click(await screen.findByRole('button', { name: 'Let requests ring again' }))
  await screen.findByText(`Requests ring the phone of ${kim.name} again`)
  expect(onDone).toHaveBeenCalledOnce()
  const { pushesPausedUntil } = await house.db
    .selectFrom('users')
    .select('pushesPausedUntil')
    .where('id', '=', kim.id)
    .executeTakeFirstOrThrow()
  expect(pushesPausedUntil).toBeNull()
})

test('a setup code and the phone that waits are seen to on the page of the person', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  const { person, visited } = await show(house, owner, kim, 'issue-claim')
  await person.click(await screen.findByRole('button', { name: 'Issue setup code' }))
  expect(visited).toEqual([`/admin/users/${kim.id}?open=code`])
  await show(house, owner, kim, 'confirm-device')
  const there = await screen.findByRole('link', { name: 'Show their devices' })
  expect(there.getAttribute('href')).toBe(`/admin/users/${kim.id}#devices`)
})

test('access to the application is restored right there', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  const { id: applicationId } = await addApplication(house, 'Wiki')
  await addAccount(house, kim, applicationId)
  const call = house.as(owner)
  await call(endAccount, { params: { userId: kim.id, applicationId }, body: { deactivateIfLast: false } })
  const target = { applicationId, name: 'Wiki' }
  const { person, onDone } = await show(house, owner, kim, 'restore-access', target)
  await person.click(await screen.findByRole('button', { name: 'Restore access to Wiki…' }))
  await person.click(await screen.findByRole('button', { name: 'Restore access' }))
  await screen.findByText(`${kim.name} may use Wiki again`)
  expect(onDone).toHaveBeenCalledOnce()
  const { items } = await call(listAccounts, { params: { userId: kim.id }, body: {} })
  expect(items).toMatchObject([{ status: 'active' }])
})
