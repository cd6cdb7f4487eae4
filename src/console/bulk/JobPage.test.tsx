import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { Client } from '#contract/client.ts'
import { createJob, downloadJob, getJob, type Job, listJobRows, listJobs } from '#contract/jobs.ts'
import { newId } from '#platform/id.ts'
import { type House, test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { parseSearch, stringifySearch } from '../address-text.ts'
import { knownSearch } from '../known-search.ts'
import { JobPage } from './JobPage.tsx'
import { JobsChip } from './JobsChip.tsx'
import { jobSearch } from './job-search.ts'

function showJob(client: Client, id: string) {
  const root = createRootRoute()
  const job = createRoute({
    getParentRoute: () => root,
    path: '/jobs/$jobId',
    validateSearch: knownSearch(jobSearch),
    component: JobPage,
  })
  const router = createRouter({
    routeTree: root.addChildren([job]),
    history: createMemoryHistory({ initialEntries: [`/jobs/${id}`] }),
    parseSearch,
    stringifySearch,
  })
  // The console's own router is the registered one; this has one of its routes.
  renderWithApi(client, <RouterProvider router={router as never} />)
  return userEvent.setup()
}

/** A bulk act that nobody works on yet. */
async function beginJob(house: House): Promise<{ call: Client; job: Job }> {
  const call = house.as(await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad' }))
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  const lou = await house.addUser({ firstName: 'Lou', lastName: 'Reed' })
  const body = { act: { act: 'verify-email' }, selection: { userIds: [kim.id, lou.id] } } as const
  const job = await call(
    createJob,
    { params: {}, body: { ...body, selection: { userIds: [...body.selection.userIds] } } },
    { idempotencyKey: newId() },
  )
  return { call, job }
}

/** The button, once it takes presses: while what it set off is under way it does not. */
async function ready(name: string): Promise<HTMLElement> {
  await waitFor(() => expect(screen.getByRole('button', { name }).getAttribute('aria-disabled')).toBeNull())
  return screen.getByRole('button', { name })
}

test('shows how far it is, holds it up, lets it go on and stops it for good', async ({ house }) => {
  const { call, job } = await beginJob(house)
  const person = showJob(call, job.id)
  await screen.findByRole('heading', { name: 'Verifying emails' })
  const bar = screen.getByRole('progressbar', { name: 'Verifying emails' })
  expect(bar.getAttribute('aria-valuetext')).toBe('0 of 2, 0 %')
  expect(await screen.findByRole('link', { name: /Kim Lee/ })).toBeDefined()

  await person.click(screen.getByRole('button', { name: 'Pause' }))
  await person.click(await ready('Resume'))
  await ready('Pause')
  await person.click(screen.getByRole('button', { name: 'Stop…' }))
  const dialog = within(await screen.findByRole('alertdialog'))
  expect(dialog.getByText(/2 people are left as they are/)).toBeDefined()
  await person.click(dialog.getByRole('button', { name: 'Stop the job' }))
  await screen.findByText('Stopped')
  expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull()
  expect(await call(getJob, { params: { jobId: job.id }, body: {} })).toMatchObject({ state: 'stopped' })
})

test('a verdict chosen shows those people alone', async ({ house }) => {
  const { call, job } = await beginJob(house)
  const { items } = await call(listJobRows, { params: { jobId: job.id }, body: {} })
  expect(items).toHaveLength(2)
  const person = showJob(call, job.id)
  await screen.findByRole('link', { name: /Kim Lee/ })
  await person.click(screen.getByRole('button', { name: /^Failed/ }))
  await screen.findByText('Failed: nobody')
  await person.click(screen.getByRole('button', { name: /^Waiting/ }))
  await screen.findByRole('link', { name: /Lou Reed/ })
})

test('hands over the results as a file', async ({ house }) => {
  const { call, job } = await beginJob(house)
  await house.db.updateTable('jobs').set({ state: 'finished', skipped: 2, finishedAt: house.now }).execute()
  const kept: Blob[] = []
  const makeUrl = vi.fn((blob: Blob) => {
    kept.push(blob)
    return 'blob:results'
  })
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: makeUrl, revokeObjectURL: vi.fn() }))
  const person = showJob(call, job.id)
  await person.click(await screen.findByRole('button', { name: 'Download results' }))
  await waitFor(() => expect(makeUrl).toHaveBeenCalledOnce())
  const { csv } = await call(downloadJob, { params: { jobId: job.id }, body: {} })
  expect(kept[0]?.size).toBe(new TextEncoder().encode(csv).length)
  vi.unstubAllGlobals()
})

test('a job of nobody is said to be none', async ({ house }) => {
  showJob(house.as(await house.addOwner()), newId())
  await screen.findByText('There is no such job')
})

test('the bar above every page leads to the job that runs', async ({ house }) => {
  const { call, job } = await beginJob(house)
  renderWithApi(call, <JobsChip />)
  const chip = await screen.findByRole('link', { name: /Verifying emails/ })
  expect(chip.getAttribute('href')).toBe(`/admin/jobs/${job.id}`)
  expect(chip.textContent).toContain('0 %')
  expect((await call(listJobs, { params: {}, body: {} })).items).toHaveLength(1)
})
