import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { Client } from '#contract/client.ts'
import type { UserId } from '#contract/ids.ts'
import { issueTemporaryPassword } from '#contract/passwords.ts'
import { createProvider, listProviderLinks, type Provider } from '#contract/providers.ts'
import { listSessions } from '#contract/sessions.ts'
import { deactivateUser, getUser } from '#contract/users.ts'
import { newId } from '#platform/id.ts'
import { type House, test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { PasswordPanel } from './PasswordPanel.tsx'
import { ProvidersPanel } from './ProvidersPanel.tsx'
import { ReceiptPanel } from './ReceiptPanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { UserBanners } from './UserBanners.tsx'

const read = (call: Client, { id }: { id: UserId }) => call(getUser, { params: { userId: id }, body: {} })

async function link(house: House, call: Client, userId: UserId): Promise<Provider> {
  const provider = await call(createProvider, {
    params: {},
    body: {
      kind: 'google',
      name: 'Google Workspace',
      enabled: true,
      trusted: true,
      createsUsers: false,
      settings: {
        protocol: 'oidc',
        issuer: 'https://accounts.google.com',
        clientId: 'latchkey',
        scopes: ['email'],
      },
      secret: 'secret',
    },
  })
  await house.db
    .insertInto('providerLinks')
    .values({
      tenantId: house.tenancy.tenantId,
      id: newId() as never,
      providerId: provider.id,
      userId,
      subject: '108204268033311374519',
      email: 'kim@gmail.example',
      linkedAt: house.now,
      linkedBy: 'proof',
      lastUsedAt: null,
    })
    .execute()
  return provider
}

test('linked providers show subject and address there; the local row only with a password', async ({
  house,
}) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  await link(house, call, kim.id)
  renderWithApi(call, <ProvidersPanel user={await read(call, kim)} />)
  await screen.findByText('Google Workspace')
  screen.getByText('108204268033311374519')
  screen.getByText('kim@gmail.example there')
  expect(screen.queryByText('Local')).toBeNull()

  await call(issueTemporaryPassword, { params: { userId: kim.id }, body: {} })
  renderWithApi(call, <ProvidersPanel user={await read(call, kim)} />)
  await screen.findByText('Local')
})

test('unlinks and blocks re-linking; what would leave no way in waits for a tick', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  await link(house, call, kim.id)
  renderWithApi(call, <ProvidersPanel user={await read(call, kim)} />)

  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: /^Unlink/ }))
  const dialog = await screen.findByRole('alertdialog')
  await person.click(within(dialog).getByLabelText(/And block re-linking/))
  await person.click(within(dialog).getByRole('button', { name: 'Unlink' }))
  await person.click(await within(dialog).findByLabelText('Leave without a sign-in method'))
  await person.click(within(dialog).getByRole('button', { name: 'Unlink' }))

  await waitFor(async () =>
    expect((await call(listProviderLinks, { params: { userId: kim.id }, body: {} })).items).toEqual([]),
  )
  const blocked = await house.db.selectFrom('blockedLinks').select('subject').execute()
  expect(blocked).toEqual([{ subject: '108204268033311374519' }])
})

test("of one's own sessions all but this one are revoked", async ({ house }) => {
  const owner = await house.addOwner()
  const call = house.as(owner)
  await house.addSession(owner.id)
  await house.addSession(owner.id)
  renderWithApi(call, <SessionsPanel user={await read(call, owner)} />)

  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Revoke all but this…' }))
  // Of no application: it may have begun at the account page as well as at the console.
  expect(screen.getAllByText('Latchkey')).toHaveLength(3)
  const dialog = await screen.findByRole('alertdialog')
  await within(dialog).findByText(/^2 open sessions/)
  await person.click(within(dialog).getByRole('button', { name: 'Revoke all sessions' }))
  await screen.findByText('Revoked 2 sessions')
  const { items } = await call(listSessions, { params: { userId: owner.id }, body: {} })
  expect(items.filter(({ endedAt }) => endedAt === null)).toMatchObject([{ current: true }])
})

test('the password panel says all but the password, and greys what does not apply', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const onAct = vi.fn()
  renderWithApi(call, <PasswordPanel user={await read(call, kim)} onAct={onAct} />)
  const clear = await screen.findByRole('button', { name: 'Clear password…' })
  expect(clear.getAttribute('aria-disabled')).toBe('true')
  screen.getAllByText('They have no password')
  await userEvent.setup().click(screen.getByRole('button', { name: 'Set temporary password' }))
  expect(onAct).toHaveBeenCalledWith('temporary-password')
})

test('an auditor reads everything and may press nothing', async ({ house }) => {
  const call = house.as(await house.addAdmin('auditor'))
  const kim = await house.addUser()
  renderWithApi(call, <PasswordPanel user={await read(call, kim)} onAct={vi.fn()} />)
  await screen.findByText('Has password')
  for (const button of screen.getAllByRole('button')) {
    expect(button.getAttribute('aria-disabled')).toBe('true')
  }
})

test('the receipt of a deactivation names each thing that ended', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  await house.addSession(kim.id)
  await call(deactivateUser, { params: { userId: kim.id }, body: { kind: 'suspension' } })
  renderWithApi(call, <ReceiptPanel user={await read(call, kim)} />)
  await screen.findByText('Everything has ended.')
  within(screen.getByRole('list')).getByText('Done')
})

test('a lock and a removal come with the button that ends them', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const user = await read(call, await house.addUser())
  const onAct = vi.fn()
  const later = new Date(Date.now() + 600_000)
  renderWithApi(
    call,
    <UserBanners
      user={{ ...user, lockedUntil: later, removal: { at: new Date(), purgeAt: later } }}
      onAct={onAct}
    />,
  )
  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Unlock' }))
  await person.click(screen.getByRole('button', { name: 'Restore user' }))
  expect(onAct.mock.calls).toEqual([['unlock'], ['restore']])
})
