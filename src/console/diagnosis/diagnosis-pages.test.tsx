import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect } from 'vitest'
import type { Client } from '#contract/client.ts'
import { issueTemporaryPassword } from '#contract/passwords.ts'
import { deactivateUser, getUser } from '#contract/users.ts'
import { test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { tryToSignIn } from '../../../test/sign-in.ts'
import { parseSearch, stringifySearch } from '../address-text.ts'
import { knownSearch } from '../known-search.ts'
import { diagnosisSearch } from './diagnosis-search.ts'
import { ReferencePage } from './ReferencePage.tsx'
import { UserDiagnosisPage } from './UserDiagnosisPage.tsx'

function show(client: Client, address: string) {
  const root = createRootRoute()
  const ofUser = createRoute({
    getParentRoute: () => root,
    path: '/users/$userId/why',
    validateSearch: knownSearch(diagnosisSearch),
    component: UserDiagnosisPage,
  })
  const reference = createRoute({
    getParentRoute: () => root,
    path: '/why',
    validateSearch: knownSearch(diagnosisSearch),
    component: ReferencePage,
  })
  const router = createRouter({
    routeTree: root.addChildren([ofUser, reference]),
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch,
    stringifySearch,
  })
  // The console's own router is the registered one; this has two of its routes.
  renderWithApi(client, <RouterProvider router={router as never} />)
  return userEvent.setup()
}

test('the first thing in the way comes with the button that ends it, for somebody who never tried', async ({
  house,
}) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  await call(issueTemporaryPassword, { params: { userId: kim.id }, body: {} })
  await call(deactivateUser, { params: { userId: kim.id }, body: { kind: 'suspension' } })
  const person = show(call, `/users/${kim.id}/why`)

  await screen.findAllByText('The user is deactivated.')
  await person.click(await screen.findByRole('button', { name: 'Reactivate User…' }))
  const dialog = await screen.findByRole('alertdialog')
  await person.click(within(dialog).getByRole('button', { name: 'Reactivate User' }))

  await screen.findByText('Nothing stands in the way: they can sign in now')
  const user = await call(getUser, { params: { userId: kim.id }, body: {} })
  expect(user.status).toBe('active')
})

test('every check is told in order, passed or failed, for what they want to reach', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const person = show(call, `/users/${kim.id}/why?app=console`)
  const checks = await screen.findByRole('region', { name: 'Checks' })
  await waitFor(() => within(checks).getByText(/They are an administrator/))
  const texts = within(checks)
    .getAllByRole('listitem')
    .map((item) => item.querySelector('p')?.textContent)
  expect(texts[0]).toBe('Passed: The organisation is open')
  expect(texts.at(-1)).toBe('Failed: They are an administrator')

  await person.selectOptions(screen.getByLabelText('What they want to reach'), '')
  await waitFor(() => expect(within(checks).queryByText(/They are an administrator/)).toBeNull())
})

test('a code that was read out leads to the person and to what happened', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  const reference = await tryToSignIn(house, kim.email)
  const person = show(call, '/why')
  const field = await screen.findByLabelText('Reference code')
  await person.type(field, `${reference.toLowerCase().replaceAll('-', ' ')}{Enter}`)
  await screen.findByRole('link', { name: 'Kim Lee' })
  const attempt = screen.getByRole('region', { name: 'The attempt' })
  within(attempt).getByText(reference)
  within(attempt).getByText(kim.email)
})

test('a code that nobody has is said under the field, an address of nobody on the page', async ({
  house,
}) => {
  const call = house.as(await house.addOwner())
  const reference = await tryToSignIn(house, 'nobody@example.com')
  const person = show(call, '/why')
  const field = await screen.findByLabelText('Reference code')
  await person.type(field, '{Enter}')
  await screen.findByText('Enter the code from their screen')
  await person.type(field, 'hello{Enter}')
  await screen.findByText('No sign-in has this code. It may be misheard, or too old.')
  await person.clear(field)
  await person.type(field, `${reference}{Enter}`)
  expect((await screen.findAllByText('nobody@example.com')).length).toBeGreaterThan(0)
  screen.getByRole('link', { name: 'Add User' })
})
