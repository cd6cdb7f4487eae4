import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect } from 'vitest'
import { endAccount, listAccounts } from '#contract/accounts.ts'
import { getUser } from '#contract/users.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { addAccount, addApplication } from '../../../test/holdings.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { AccountsPanel } from './AccountsPanel.tsx'

async function show(house: House, by: TestUser, kim: TestUser) {
  const call = house.as(by)
  const about = { params: { userId: kim.id }, body: {} }
  renderWithApi(call, <AccountsPanel user={await call(getUser, about)} />)
  return {
    person: userEvent.setup(),
    user: () => call(getUser, about),
    accounts: async () => (await call(listAccounts, about)).items,
  }
}

const open = async (person: ReturnType<typeof userEvent.setup>, application: string, act: string) => {
  await person.click(await screen.findByRole('button', { name: `Actions for ${application}` }))
  await person.click(await screen.findByRole('menuitem', { name: act }))
  return within(await screen.findByRole('alertdialog'))
}

test('Remove User ends one of several accounts, says so, and Restore access takes it back', async ({
  house,
}) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  for (const name of ['Mail', 'Wiki']) await addAccount(house, kim, (await addApplication(house, name)).id)
  const { person, user, accounts } = await show(house, owner, kim)

  const dialog = await open(person, 'Wiki', 'Remove User…')
  dialog.getByRole('heading', { name: `Remove ${kim.name} from Wiki` })
  dialog.getByText(`${kim.name} can no longer sign in to Wiki.`)
  expect(dialog.queryByRole('checkbox')).toBeNull()
  await person.click(dialog.getByRole('button', { name: 'Remove User' }))
  await screen.findByText(`${kim.name} is removed from Wiki`)
  await screen.findByText('Ended')
  expect(await accounts()).toMatchObject([{ status: 'active' }, { status: 'ended' }])
  expect((await user()).status).toBe('active')

  const back = await open(person, 'Wiki', 'Restore access…')
  await person.click(back.getByRole('button', { name: 'Restore access' }))
  await screen.findByText(`${kim.name} may use Wiki again`)
  expect(await accounts()).toMatchObject([{ status: 'active' }, { status: 'active' }])
})

test.for([
  ['ticked as it is', true],
  ['unticked', false],
] as const)('with the last account the user is deactivated too, %s', async ([, stays], { house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  const [mail, wiki] = [await addApplication(house, 'Mail'), await addApplication(house, 'Wiki')]
  for (const { id } of [mail, wiki]) await addAccount(house, kim, id)
  // One that ended already counts as none.
  const params = { userId: kim.id, applicationId: mail.id }
  await house.as(owner)(endAccount, { params, body: { deactivateIfLast: false } })
  const { person, user } = await show(house, owner, kim)

  const dialog = await open(person, 'Wiki', 'Remove User…')
  const tick = dialog.getByRole('checkbox', { name: /^Also deactivate the user/ })
  expect(tick).toHaveProperty('checked', true)
  dialog.getByText('Signing in anywhere, and every open session with its tokens')
  if (!stays) await person.click(tick)
  await person.click(dialog.getByRole('button', { name: 'Remove User' }))
  await screen.findByText(`${kim.name} is removed from Wiki${stays ? ' and deactivated' : ''}`)
  expect((await user()).status).toBe(stays ? 'deactivated' : 'active')
})

test('nobody is asked to deactivate themselves', async ({ house }) => {
  const owner = await house.addOwner()
  await addAccount(house, owner, (await addApplication(house, 'Wiki')).id)
  const { person } = await show(house, owner, owner)
  const dialog = await open(person, 'Wiki', 'Remove User…')
  expect(dialog.queryByRole('checkbox')).toBeNull()
})

test('an auditor reads, and finds the act greyed', async ({ house }) => {
  const [auditor, kim] = [await house.addAdmin('auditor'), await house.addUser()]
  await addAccount(house, kim, (await addApplication(house, 'Wiki')).id)
  const { person } = await show(house, auditor, kim)
  await person.click(await screen.findByRole('button', { name: 'Actions for Wiki' }))
  const item = await screen.findByRole('menuitem', { name: /^Remove User…/ })
  expect(item.getAttribute('aria-disabled')).toBe('true')
})

test('what the server refuses is said inside the dialog', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  const wiki = await addApplication(house, 'Wiki')
  await addAccount(house, kim, wiki.id)
  const { person, user } = await show(house, owner, kim)
  const dialog = await open(person, 'Wiki', 'Remove User…')
  await house.db.deleteFrom('accounts').where('userId', '=', kim.id).execute()
  await person.click(dialog.getByRole('button', { name: 'Remove User' }))
  await dialog.findByText('This user has no account in this application')
  expect((await user()).status).toBe('active')
})
