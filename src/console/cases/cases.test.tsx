import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect } from 'vitest'
import { listCases } from '#contract/cases.ts'
import type { Client } from '#contract/client.ts'
import { getUser } from '#contract/users.ts'
import { openCase } from '#domain/cases/open-case.ts'
import { pausePushes } from '#domain/users/pause-pushes.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { askFor } from '../../../test/phone-harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { knownSearch } from '../known-search.ts'
import { PausedNotice } from '../users/PausedNotice.tsx'
import { CasePage } from './CasePage.tsx'
import { CasesPage } from './CasesPage.tsx'
import { casesSearch } from './cases-search.ts'

/** The console at an address below its root. */
function show(client: Client, path: string) {
  const root = createRootRoute()
  const list = createRoute({
    getParentRoute: () => root,
    path: '/cases',
    validateSearch: knownSearch(casesSearch),
    component: CasesPage,
  })
  const one = createRoute({ getParentRoute: () => root, path: '/cases/$caseId', component: CasePage })
  const router = createRouter({
    routeTree: root.addChildren([list, one]),
    history: createMemoryHistory({ initialEntries: [path] }),
  })
  // The console's own router is the registered one; this has two of its routes.
  renderWithApi(client, <RouterProvider router={router as never} />)
  return userEvent.setup()
}

async function reported(house: House, kim: TestUser) {
  const { id: requestId } = await askFor(house, kim)
  const until = new Date(Date.now() + 900_000)
  const { id } = await house.work(null, async (work) => {
    await pausePushes(work, { userId: kim.id, until, why: 'report' })
    return openCase(work, { kind: 'sign-in-reported', userId: kim.id, requestId })
  })
  return id
}

test('the list says who, what and from where; an auditor sees it too', async ({ house }) => {
  const auditor = await house.addAdmin('auditor')
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  show(house.as(auditor), '/cases')
  await screen.findByText('No open cases')
  await reported(house, kim)
  show(house.as(auditor), '/cases?state=open')
  const row = (await screen.findByText('Kim Lee')).closest<HTMLElement>('tr')
  if (!row) throw new Error('no row')
  within(row).getByText('Sign-in reported')
  within(row).getByText('Lisbon, PT · Chrome on macOS')
  screen.getByText('One is open')
})

test('a case shows the request and the person, and is closed with a note', async ({ house }) => {
  const desk = await house.addAdmin('help-desk', { firstName: 'Dana', lastName: 'Desk' })
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  const id = await reported(house, kim)
  const person = show(house.as(desk), `/cases/${id}`)
  await screen.findByText('Never used before')
  screen.getByText('203.0.113.7')
  await screen.findByRole('button', { name: 'Let requests ring again' })
  await person.click(screen.getByRole('button', { name: 'Close case…' }))
  const note = await screen.findByRole('textbox', { name: 'What did you find?' })
  const send = () => person.click(screen.getByRole('button', { name: 'Close case' }))
  await send()
  expect((await house.as(desk)(listCases, { params: {}, body: {} })).open).toBe(1)
  await person.type(note, 'A typo')
  await send()
  await screen.findByText('Closed by Dana Desk')
  await screen.findByText('A typo')
  await screen.findByText('Ring their phone')
  expect(screen.queryByRole('button', { name: 'Close case…' })).toBeNull()
})

test('what one may not do is greyed with its reason, and what is not there is said', async ({ house }) => {
  const owner = await house.addOwner()
  const desk = await house.addAdmin('help-desk')
  const id = await reported(house, owner)
  show(house.as(desk), `/cases/${id}`)
  const close = await screen.findByRole('button', { name: 'Close case…' })
  expect(close.getAttribute('aria-disabled')).toBe('true')
  show(house.as(desk), '/cases/01a20227-417f-705e-8298-19f9a341b886')
  await screen.findByText('There is no such case')
})

test('the user’s page says why no request rings, until when, and ends it', async ({ house }) => {
  const desk = await house.addAdmin('help-desk')
  const kim = await house.addUser()
  await reported(house, kim)
  const user = await house.as(desk)(getUser, { params: { userId: kim.id }, body: {} })
  let resumed = 0
  renderWithApi(house.as(desk), <PausedNotice user={user} onResume={() => (resumed += 1)} />)
  await screen.findByText(/^Pushes are paused until .+ because they reported a sign-in$/)
  await screen.findByRole('link', { name: 'Open the case' })
  await userEvent.setup().click(screen.getByRole('button', { name: 'Resume' }))
  expect(resumed).toBe(1)
})
