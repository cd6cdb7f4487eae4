import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect } from 'vitest'
import type { Client } from '#contract/client.ts'
import { getMe } from '#contract/me.ts'
import { getProfile } from '#contract/self.ts'
import { ApiContext } from '#ui/api.ts'
import { type House, test } from '../../test/harness.ts'
import { AccountPage } from './AccountPage.tsx'
import { createCache } from './api/create-cache.ts'
import { openIn } from './frame/proof.ts'
import { listRules } from './panels/list-rules.ts'

afterEach(() => {
  cleanup()
  window.history.replaceState(null, '', '/account')
})

const none = { params: {}, body: {} }

function show(client: Client) {
  return render(
    <QueryClientProvider client={createCache()}>
      <ApiContext value={client}>
        <AccountPage />
      </ApiContext>
    </QueryClientProvider>,
  )
}

async function person(house: House) {
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee', email: 'kim@example.com' })
  return { kim, call: house.as(kim) }
}

test('shows who one is, and everything by which one signs in', async ({ house }) => {
  const { call } = await person(house)
  show(call)
  await screen.findByRole('heading', { name: 'Your account', level: 1 })
  for (const name of [
    'Profile',
    'Email addresses',
    'Passkeys',
    'Password',
    'Phones',
    'Where you’re signed in',
    'Applications',
    'Activity',
  ])
    await screen.findByRole('region', { name: new RegExp(`^${name}`) })
  await screen.findByText('No phone is set up. Ask your IT administrator for a setup code.')
  // An organisation without providers has none to link.
  await waitFor(() => expect(screen.queryByRole('region', { name: /^Linked providers/ })).toBeNull())
})

test('a password is set by the rules, which tick while one types', async ({ house }) => {
  const { call } = await person(house)
  show(call)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Set a password…' }))
  const dialog = await screen.findByRole('dialog', { name: 'Set a password' })
  const field = within(dialog).getByLabelText('New password')
  await user.type(field, 'northwind-northwind')
  await user.click(within(dialog).getByRole('button', { name: 'Save password' }))
  await within(dialog).findByText(/contains your name/)
  await user.clear(field)
  await user.type(field, 'seventeen purple harvest moons')
  await user.click(within(dialog).getByRole('button', { name: 'Save password' }))
  await screen.findByText('Password saved')
  expect((await call(getProfile, none)).password.hasPassword).toBe(true)
})

test('another session is ended, with a word of what that does', async ({ house }) => {
  const { kim, call } = await person(house)
  await call(getMe, none)
  await house.addSession(kim.id, {
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  })
  show(call)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'End Firefox on Linux' }))
  const dialog = await screen.findByRole('alertdialog')
  await user.click(within(dialog).getByRole('button', { name: 'End session' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'End Firefox on Linux' })).toBeNull())
})

test('says what is wrong where something cannot be loaded, and the rest stays alive', async ({ house }) => {
  const { call } = await person(house)
  const broken: Client = (operation, input, options) =>
    operation.path === '/me/sessions'
      ? Promise.reject(new TypeError('no network'))
      : call(operation, input, options)
  show(broken)
  await screen.findByText("We couldn't load where you’re signed in.", undefined, { timeout: 5000 })
  await screen.findByRole('region', { name: 'Password' })
})

test('what is open stands in the address, and nothing else is taken from there', () => {
  expect(openIn('?open=password')).toEqual({ layer: 'password', id: null })
  expect(openIn('?open=unlink:0199')).toEqual({ layer: 'unlink', id: '0199' })
  expect(openIn('?open=constructor')).toBeNull()
  expect(openIn('')).toBeNull()
})

test('rules count as the server counts', () => {
  const rules = {
    minimumLength: 8,
    uppercase: true,
    lowercase: false,
    digit: true,
    symbol: true,
    blockBreached: false,
    history: 0,
  }
  const met = (typed: string) => listRules(rules, typed).filter((rule) => rule.met).length
  expect(met('')).toBe(0)
  // Eight code points, though sixteen code units.
  expect(met('😀😀😀😀😀😀😀😀')).toBe(2)
  expect(met('Äa1!xxxx')).toBe(4)
})
