import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect } from 'vitest'
import { listOwnOrganisations } from '#contract/me.ts'
import { test } from '../../../test/harness.ts'
import { oneIdentity } from '../../../test/one-identity.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { OrganisationName } from './OrganisationName.tsx'

const none = { params: {}, body: {} }

test('whoever administers two organisations with one identity may go from one to the other', async ({
  house,
}) => {
  const there = await house.addTenant('contoso')
  const owner = await house.addOwner()
  await oneIdentity(house, owner, await house.addOwner({ tenancy: there, email: 'ada@contoso.example' }))
  renderWithApi(house.as(owner), <OrganisationName />)
  await userEvent.click(await screen.findByRole('button', { name: /Organisation:/ }))
  const names = (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent)
  expect(names).toHaveLength(2)
  expect(names).toContain(`${there.name}`)
})

test('of another organisation nobody hears who is no administrator there, was removed there, or keeps it apart', async ({
  house,
}) => {
  const own = [expect.objectContaining({ name: house.tenancy.name, current: true })]
  const owner = await house.addOwner()
  const [plain, removed, apart] = [
    await house.addTenant('plain'),
    await house.addTenant('removed'),
    await house.addTenant('apart'),
  ]
  const gone = await house.addOwner({ tenancy: removed, email: 'b@removed.example' })
  await oneIdentity(house, owner, await house.addUser({ tenancy: plain, email: 'a@plain.example' }), gone)
  await oneIdentity(house, await house.addOwner({ tenancy: apart, email: 'c@apart.example' }))
  await house.db
    .updateTable('users')
    .set({
      status: 'deactivated',
      deactivatedAt: house.now,
      deactivationKind: 'offboarding',
      statusBefore: 'active',
    })
    .where('id', '=', gone.id)
    .execute()
  expect((await house.as(owner)(listOwnOrganisations, none)).items).toEqual(own)
  const somebody = await house.addUser()
  renderWithApi(house.as(owner), <OrganisationName />)
  expect(await screen.findByText(house.tenancy.name)).toBeDefined()
  await waitFor(() => expect(screen.queryByRole('button')).toBeNull())
  expect((await house.as(somebody)(listOwnOrganisations, none)).items).toEqual(own)
})
