import { expect } from 'vitest'
import { SavedViewId } from '#contract/ids.ts'
import { deleteSavedView, listSavedViews, saveView } from '#contract/saved-views.ts'
import { newId } from '#platform/id.ts'
import { test } from '../../../test/harness.ts'

const nothing = { params: {}, body: {} }
const locked = { name: 'Locked admins', query: 'status=locked&role=admin' }

test('a view is kept for whoever saved it, and for nobody else', async ({ house }) => {
  const owner = house.as(await house.addOwner())
  const auditor = house.as(await house.addAdmin('auditor'))
  await owner(saveView, { params: {}, body: locked })
  expect((await owner(listSavedViews, nothing)).items).toMatchObject([locked])
  expect((await auditor(listSavedViews, nothing)).items).toEqual([])
})

test('under the same name the newer view takes the place of the older', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const first = await call(saveView, { params: {}, body: locked })
  const second = await call(saveView, { params: {}, body: { ...locked, query: 'status=locked' } })
  expect(second).toEqual({ ...first, query: 'status=locked' })
  expect((await call(listSavedViews, nothing)).items).toEqual([second])
})

test('only its owner can forget a view', async ({ house }) => {
  const owner = house.as(await house.addOwner())
  const other = house.as(await house.addOwner())
  const { id } = await owner(saveView, { params: {}, body: locked })
  const forget = { params: { savedViewId: id }, body: {} }
  await expect(other(deleteSavedView, forget)).rejects.toMatchObject({ code: 'view-not-found' })
  await owner(deleteSavedView, forget)
  expect((await owner(listSavedViews, nothing)).items).toEqual([])
  const never = { params: { savedViewId: SavedViewId.parse(newId()) }, body: {} }
  await expect(owner(deleteSavedView, never)).rejects.toMatchObject({ code: 'view-not-found' })
})

test('somebody without a role has no views', async ({ house }) => {
  const call = house.as(await house.addUser())
  await expect(call(listSavedViews, nothing)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(call(saveView, { params: {}, body: locked })).rejects.toMatchObject({ code: 'forbidden' })
})

test('there is an end to views, and one that is there already can still be changed', async ({ house }) => {
  const call = house.as(await house.addOwner())
  for (let at = 0; at < 30; at++)
    await call(saveView, { params: {}, body: { name: `View ${at}`, query: 'q=a' } })
  await expect(call(saveView, { params: {}, body: locked })).rejects.toMatchObject({ code: 'too-many-views' })
  await call(saveView, { params: {}, body: { name: 'View 3', query: 'q=b' } })
})

test('a view is the query of an address and nothing else', async ({ house }) => {
  const response = await house.request(
    '/api/v1/saved-views',
    {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'View', query: '"><script>' }),
    },
    await house.addOwner(),
  )
  expect(response.status).toBe(400)
})
