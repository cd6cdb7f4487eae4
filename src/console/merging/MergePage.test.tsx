import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect } from 'vitest'
import type { Client } from '#contract/client.ts'
import type { UserId } from '#contract/ids.ts'
import { getUser, updateUser } from '#contract/users.ts'
import { test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { parseSearch, stringifySearch } from '../address-text.ts'
import { knownSearch } from '../known-search.ts'
import { MergePage } from './MergePage.tsx'
import { mergeSearch } from './merge-search.ts'

const read = (call: Client, id: UserId) => call(getUser, { params: { userId: id }, body: {} })

/** The wizard at an address; where it went afterwards is in the router's history. */
function showMerge(client: Client, address: string) {
  const root = createRootRoute()
  const merge = createRoute({
    getParentRoute: () => root,
    path: '/users/$userId/merge',
    validateSearch: knownSearch(mergeSearch),
    component: MergePage,
  })
  const survivor = createRoute({
    getParentRoute: () => root,
    path: '/users/$userId',
    component: () => <p>The survivor's page</p>,
  })
  const router = createRouter({
    routeTree: root.addChildren([merge, survivor]),
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch,
    stringifySearch,
  })
  // The console's own router is the registered one; this has two of its routes.
  renderWithApi(client, <RouterProvider router={router as never} />)
  return { person: userEvent.setup(), address: () => router.state.location.href }
}

test('a merge goes from the choice to the survivor, and back keeps what was chosen', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  const twin = await house.addUser({ firstName: 'Kim', lastName: 'Lee', email: 'kim.lee@gmail.example' })
  const { person, address } = showMerge(call, `/users/${twin.id}/merge`)

  await screen.findByText('Same name')
  await person.click(await screen.findByRole('button', { name: `Keep this one: Kim Lee, ${kim.email}` }))
  await screen.findByRole('heading', { name: 'Compare' })
  expect(address()).toContain(`into=${kim.id}`)

  await person.click(screen.getByRole('button', { name: 'Back' }))
  await screen.findByText('Chosen')
  await person.click(await screen.findByRole('button', { name: `Keep this one: Kim Lee, ${kim.email}` }))
  await person.click(await screen.findByRole('button', { name: 'Preview the merge' }))
  await screen.findByText(/can't be undone/)
  await person.click(screen.getByRole('button', { name: 'Go on to confirm' }))

  const field = await screen.findByLabelText(/to confirm/)
  const merge = screen.getByRole('button', { name: 'Merge users' })
  expect(merge).toHaveProperty('disabled', true)
  await person.type(field, kim.email)
  expect(merge).toHaveProperty('disabled', true)
  await person.clear(field)
  await person.type(field, twin.email)
  await person.click(merge)

  await screen.findByText("The survivor's page")
  expect(address()).toContain(kim.id)
  await expect(read(call, twin.id)).rejects.toMatchObject({ code: 'user-merged' })
  expect(await house.events()).toContain('user.merged')
})

test('what changed since the preview is shown anew before anything is merged', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  const twin = await house.addUser({ firstName: 'Kim', lastName: 'Leigh' })
  const { person } = showMerge(call, `/users/${twin.id}/merge?into=${kim.id}&step=3`)

  await person.click(await screen.findByRole('button', { name: 'Go on to confirm' }))
  const before = await read(call, kim.id)
  await call(updateUser, {
    params: { userId: kim.id },
    body: { adminRole: 'auditor' },
    ifMatch: before.version,
  })
  await person.type(await screen.findByLabelText(/to confirm/), twin.email)
  await person.click(screen.getByRole('button', { name: 'Merge users' }))

  await screen.findByText('Something changed since the preview')
  screen.getByText(/Their roles differ/)
  expect(await read(call, twin.id)).toMatchObject({ id: twin.id })

  // What was typed is still there, and now it is merged.
  await person.click(screen.getByRole('button', { name: 'Go on to confirm' }))
  expect(await screen.findByLabelText(/to confirm/)).toHaveProperty('value', twin.email)
  await person.click(screen.getByRole('button', { name: 'Merge users' }))
  await screen.findByText("The survivor's page")
})

test('a link to the last step shows the preview first: nothing is confirmed unseen', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const kim = await house.addUser()
  const twin = await house.addUser()
  showMerge(call, `/users/${twin.id}/merge?into=${kim.id}&step=4`)
  await screen.findByRole('heading', { name: 'What happens' })
  expect(screen.queryByLabelText(/to confirm/)).toBeNull()
})

test('a merge that is refused says why, and leads back to the choice', async ({ house }) => {
  const call = house.as(await house.addAdmin('user-admin'))
  const owner = await house.addOwner()
  const twin = await house.addUser()
  const { person } = showMerge(call, `/users/${twin.id}/merge?into=${owner.id}&step=2`)
  await screen.findByText('You cannot act on someone with a higher role than yours')
  await person.click(screen.getByRole('button', { name: 'Choose another' }))
  await waitFor(() => screen.getByRole('heading', { name: 'Likely the same person' }))
})
