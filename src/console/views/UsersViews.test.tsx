import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect } from 'vitest'
import { deleteSavedView, listSavedViews, saveView } from '#contract/saved-views.ts'
import { test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { UsersViews } from './UsersViews.tsx'

const nothing = { params: {}, body: {} }

test('keeps what the list shows under a name, and leads back to it', async ({ house }) => {
  const call = house.as(await house.addOwner())
  renderWithApi(call, <UsersViews query="status=locked&role=admin" />)
  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Save this view' }))
  await person.click(await screen.findByRole('button', { name: 'Save view' }))
  await screen.findByText('Enter a name')
  await person.type(screen.getByLabelText('Name'), 'Locked admins{Enter}')
  const link = await screen.findByRole('link', { name: 'Locked admins' })
  expect(link.getAttribute('href')).toBe('/admin/users?status=locked&role=admin')
  expect(link.getAttribute('aria-current')).toBe('page')
  expect(screen.queryByRole('button', { name: 'Save this view' })).toBeNull()
})

test('a view that is removed comes back with Undo', async ({ house }) => {
  const call = house.as(await house.addOwner())
  await call(saveView, { params: {}, body: { name: 'Locked', query: 'status=locked' } })
  renderWithApi(call, <UsersViews query="status=locked" />)
  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Remove the view Locked' }))
  await waitFor(async () => expect((await call(listSavedViews, nothing)).items).toEqual([]))
  await person.click(await screen.findByRole('button', { name: 'Undo' }))
  await screen.findByRole('link', { name: 'Locked' })
  const { items } = await call(listSavedViews, nothing)
  expect(items).toMatchObject([{ name: 'Locked', query: 'status=locked' }])
})

test('a view that another window removed is said to be gone', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const { id } = await call(saveView, { params: {}, body: { name: 'Locked', query: 'status=locked' } })
  renderWithApi(call, <UsersViews query="status=locked" />)
  const button = await screen.findByRole('button', { name: 'Remove the view Locked' })
  await call(deleteSavedView, { params: { savedViewId: id }, body: {} })
  await userEvent.setup().click(button)
  // Once for the eyes, once to be read out.
  expect((await screen.findAllByText('There is no such saved view')).length).toBeGreaterThan(0)
})
