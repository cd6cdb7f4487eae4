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
import { createApplication } from '#contract/applications.ts'
import type { Client } from '#contract/client.ts'
import { listJobs } from '#contract/jobs.ts'
import type { Operation } from '#contract/operation.ts'
import { Problem } from '#contract/problem.ts'
import { listUsers } from '#contract/users.ts'
import { test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { parseSearch, stringifySearch } from '../address-text.ts'
import { knownSearch } from '../known-search.ts'
import { UsersPage } from './UsersPage.tsx'
import { usersSearch } from './users-search.ts'

// Behind each screen is a real server, which may be busy with the other tests.

/** The list at an address, as the console's own router would show it. */
function showList(client: Client, query = '') {
  const root = createRootRoute()
  const users = createRoute({
    getParentRoute: () => root,
    path: '/users',
    validateSearch: knownSearch(usersSearch),
    component: UsersPage,
  })
  const job = createRoute({ getParentRoute: () => root, path: '/jobs/$jobId', component: () => 'The job' })
  const router = createRouter({
    routeTree: root.addChildren([users, job]),
    history: createMemoryHistory({ initialEntries: [`/users${query}`] }),
    parseSearch,
    stringifySearch,
  })
  // The console's own router is the registered one; this has two of its routes.
  renderWithApi(client, <RouterProvider router={router as never} />)
  return { person: userEvent.setup(), search: () => router.state.location.search as Record<string, unknown> }
}

/** A client that also writes down what it was asked. */
function heard(call: Client) {
  const asked: { operation: Operation; body: unknown }[] = []
  const client: Client = (operation, input, options) => {
    asked.push({ operation, body: input.body })
    return call(operation, input, options)
  }
  return {
    client,
    bodiesOf: (of: Operation) => asked.filter((one) => one.operation === of).map(({ body }) => body),
  }
}

const rowOf = async (name: string) => {
  const row = (await screen.findByRole('link', { name: new RegExp(name) })).closest('tr')
  if (!row) throw new Error(`${name} has no row`)
  return within(row)
}

test('shows what stands in the address, and puts each chip there', async ({ house }) => {
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad' })
  await house.addUser({ firstName: 'Kim', lastName: 'Lee', status: 'invited' })
  const { person, search } = showList(house.as(owner), '?status=invited')
  expect((await rowOf('Kim Lee')).getByText('Invited')).toBeDefined()
  expect(screen.queryByText('Ingrid Haddad')).toBeNull()
  expect(screen.getByText('1 person matches')).toBeDefined()

  await person.click(screen.getByRole('button', { name: 'Active' }))
  await rowOf('Ingrid Haddad')
  expect(search()['status']).toBe('invited,active')
  await person.click(screen.getByRole('button', { name: 'Clear filters' }))
  await screen.findByText('2 people')
  expect(search()).toEqual({})
})

test('an old or mistyped link opens the list, without what makes no sense in it', async ({ house }) => {
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad' })
  await house.addUser({ firstName: 'Kim', lastName: 'Lee', status: 'invited' })
  const { client, bodiesOf } = heard(house.as(owner))
  showList(client, '?status=invited,bogus&role=bogus&provider=x&sort=size&limit=7')
  await rowOf('Kim Lee')
  expect(screen.queryByText('Ingrid Haddad')).toBeNull()
  expect(screen.queryByRole('button', { name: /^Remove the filter/ })).toBeNull()
  expect(bodiesOf(listUsers)).toEqual([{ status: ['invited'], sort: 'created', reverse: false, limit: 25 }])
})

test('a link into the middle of another list leads to the first page of this one', async ({ house }) => {
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad' })
  await house.addUser({ firstName: 'Kim', lastName: 'Lee', status: 'invited' })
  const { person, search } = showList(house.as(owner), '?status=invited&after=of-another-list')
  await screen.findByText('Nobody on this page')
  await person.click(screen.getByRole('button', { name: 'Go to the first page' }))
  await rowOf('Kim Lee')
  expect(search()).toEqual({ status: 'invited' })
})

test('a filter without a chip of its own is chosen behind "Filter", and its cross takes it away', async ({
  house,
}) => {
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad' })
  await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  const { person, search } = showList(house.as(owner))
  await rowOf('Kim Lee')
  await person.click(screen.getByRole('button', { name: 'Filter' }))
  const layer = within(await screen.findByRole('dialog', { name: 'Filters' }))
  await person.click(layer.getByRole('button', { name: 'Role' }))
  await person.click(await layer.findByRole('radio', { name: 'Admin' }))
  await waitFor(() => expect(screen.queryByText('Kim Lee')).toBeNull())
  expect(search()['role']).toBe('admin')
  await person.keyboard('{Escape}')
  await person.click(screen.getByRole('button', { name: 'Remove the filter Role' }))
  await rowOf('Kim Lee')
  expect(search()).toEqual({})
})

test('a link by an application says which, and one that is gone still has a word', async ({ house }) => {
  const call = house.as(await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad' }))
  const { application } = await call(createApplication, {
    params: {},
    body: {
      name: 'Wiki',
      kind: 'spa',
      redirectUris: ['https://wiki.example/callback'],
      postLogoutRedirectUris: [],
      access: 'everyone',
      unknownAddress: 'neutral',
      sessionSeconds: 3600,
      approvalDigits: 2,
      passkeyRequired: false,
    },
  })
  const { person } = showList(call, `?app=${application.id},${crypto.randomUUID()}`)
  await screen.findByRole('button', { name: 'Application: Wiki, an application' })
  await person.click(screen.getByRole('button', { name: /^Application: / }))
  await screen.findByRole('dialog', { name: 'Application' })
})

test('asks once for what was typed, and marks where it matches', async ({ house }) => {
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad', email: 'ingrid@example.com' })
  await house.addUser({ firstName: 'Kim', lastName: 'Lee', email: 'kim@example.com' })
  const { client, bodiesOf } = heard(house.as(owner))
  const { person, search } = showList(client)
  await rowOf('Kim Lee')
  await person.type(screen.getByRole('searchbox'), 'kim')
  await waitFor(() => expect(screen.queryByText('Ingrid Haddad')).toBeNull())
  expect(search()['q']).toBe('kim')
  expect(bodiesOf(listUsers)).toHaveLength(2)
  expect(document.querySelectorAll('mark').length).toBeGreaterThan(0)
  expect([...document.querySelectorAll('mark')].every((mark) => /^kim$/i.test(mark.textContent ?? ''))).toBe(
    true,
  )
})

test('an answer that comes late is never shown, and its request was cancelled', async ({ house }) => {
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad', email: 'ingrid@example.com' })
  await house.addUser({ firstName: 'Kim', lastName: 'Lee', email: 'kim@example.com' })
  const call = house.as(owner)
  const late = Promise.withResolvers<void>()
  let signal: AbortSignal | undefined
  const client: Client = async (operation, input, options) => {
    const answer = await call(operation, input)
    if (operation === (listUsers as Operation) && (input.body as { q?: string }).q === 'i') {
      signal = options?.signal
      await late.promise
    }
    return answer
  }
  const { person } = showList(client)
  await rowOf('Kim Lee')
  await person.type(screen.getByRole('searchbox'), 'i')
  await waitFor(() => expect(signal).toBeDefined())
  // Everybody is still shown, and counted as everybody: not as who matches.
  expect(screen.getByText('2 people')).toBeDefined()
  await person.clear(screen.getByRole('searchbox'))
  await person.type(screen.getByRole('searchbox'), 'kim')
  await waitFor(() => expect(screen.queryByText('Ingrid Haddad')).toBeNull())
  expect(signal?.aborted).toBe(true)
  late.resolve()
  await screen.findByText('Best matches first')
  expect(screen.queryByText('Ingrid Haddad')).toBeNull()
})

test('what the search named exactly is said in words', async ({ house }) => {
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad' })
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  showList(house.as(owner), `?q=${kim.id}`)
  await screen.findByText('User ID')
})

test('whoever lacks the permission reads why an act is greyed', async ({ house }) => {
  await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  const { person } = showList(house.as(await house.addAdmin('auditor', { firstName: 'Noor' })))
  await person.click((await rowOf('Kim Lee')).getByRole('button', { name: 'Actions for Kim Lee' }))
  const item = await screen.findByRole('menuitem', { name: /^Deactivate/ })
  expect(item.getAttribute('aria-disabled')).toBe('true')
  expect(item.textContent).toContain('You need the User admin role for this')
})

test('a selection outlives a change of the filter; everybody who matches does not', async ({ house }) => {
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad' })
  for (let at = 0; at < 26; at++)
    await house.addUser({ firstName: `Kim${at}`, lastName: 'Lee', status: 'invited' })
  const { person } = showList(house.as(owner))
  await rowOf('Kim25 Lee')
  await person.click(screen.getByRole('checkbox', { name: 'Select Kim25 Lee' }))
  await person.click(screen.getByRole('button', { name: 'Active' }))
  await rowOf('Ingrid Haddad')
  expect(screen.getByText('1 selected')).toBeDefined()

  await person.click(screen.getByRole('button', { name: 'Active' }))
  await rowOf('Kim25 Lee')
  await person.click(screen.getByRole('checkbox', { name: 'Select all on this page' }))
  await person.click(screen.getByRole('button', { name: 'Select all 27 that match' }))
  expect(screen.getByText('All 27 selected')).toBeDefined()
  await person.click(screen.getByRole('button', { name: 'Invited' }))
  await screen.findByText('26 people match')
  expect(screen.queryByRole('region', { name: 'Selection' })).toBeNull()
})

test('a bulk act says whom it reaches before it begins, and leads to its job', async ({ house }) => {
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad' })
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  const lou = await house.addUser({ firstName: 'Lou', lastName: 'Reed' })
  for (const { id } of [kim, lou]) await house.addSession(id)
  const call = house.as(owner)
  const { person } = showList(call)
  await rowOf('Kim Lee')
  await person.click(screen.getByRole('checkbox', { name: 'Select Kim Lee' }))
  await person.click(screen.getByRole('checkbox', { name: 'Select Lou Reed' }))
  await person.click(screen.getByRole('button', { name: 'Require password reset' }))
  // Neither has a password: the server says so, and there is nothing to begin.
  const dialog = within(await screen.findByRole('dialog', { name: 'Require a password reset of 2 people' }))
  await dialog.findByText('This user has no password')
  expect(dialog.getByRole('button', { name: /Require a password reset/ }).getAttribute('aria-disabled')).toBe(
    'true',
  )
  await person.click(dialog.getByRole('button', { name: 'Cancel' }))

  await person.click(screen.getByRole('button', { name: 'Revoke sessions' }))
  await person.click(await screen.findByRole('button', { name: 'Revoke the sessions of 2 people' }))
  await screen.findByText('The job')
  const { items } = await call(listJobs, { params: {}, body: {} })
  expect(items).toMatchObject([{ act: 'revoke-sessions', total: 2 }])
})

test('goes on by cursor, and back the same way', async ({ house }) => {
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad', createdAt: new Date(0) })
  for (let at = 0; at < 26; at++) await house.addUser({ firstName: `Kim${at}`, lastName: 'Lee' })
  const { person } = showList(house.as(owner))
  await screen.findByText('1–25 of 27')
  await person.click(screen.getByRole('button', { name: 'Next' }))
  await rowOf('Ingrid Haddad')
  expect(screen.getByText('26–27 of 27')).toBeDefined()
  await person.click(screen.getByRole('button', { name: 'Previous' }))
  await screen.findByText('1–25 of 27')
})

test('a failure keeps the page, with the request to quote and another try', async ({ house }) => {
  const call = house.as(await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad' }))
  let fails = true
  const client: Client = (operation, input, options) => {
    if (fails && operation === (listUsers as Operation))
      throw new Problem('internal-error', undefined, { members: { instance: 'req-17' } })
    return call(operation, input, options)
  }
  const { person } = showList(client)
  await screen.findByText('Request req-17')
  fails = false
  await person.click(screen.getByRole('button', { name: 'Try again' }))
  await rowOf('Ingrid Haddad')
})

test('nobody matches: the way back is one press', async ({ house }) => {
  const { person } = showList(house.as(await house.addOwner({ firstName: 'Ingrid' })), '?q=zzzzzz')
  await screen.findByText('No users match')
  const [first] = screen.getAllByRole('button', { name: 'Clear filters' })
  if (first) await person.click(first)
  await rowOf('Ingrid')
})
