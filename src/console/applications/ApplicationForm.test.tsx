import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { createApplication, getApplication, updateApplication } from '#contract/applications.ts'
import type { Client } from '#contract/client.ts'
import { test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { ApplicationForm } from './ApplicationForm.tsx'
import { settingsOf } from './draft.ts'

async function addApplication(call: Client) {
  const { application } = await call(createApplication, {
    params: {},
    body: {
      name: 'Payroll',
      kind: 'spa',
      redirectUris: ['https://payroll.example/callback'],
      postLogoutRedirectUris: [],
      access: 'everyone',
      unknownAddress: 'neutral',
      sessionSeconds: 3600,
      approvalDigits: 2,
      passkeyRequired: false,
    },
  })
  return application
}

const read = (call: Client, application: { id: Awaited<ReturnType<typeof addApplication>>['id'] }) =>
  call(getApplication, { params: { applicationId: application.id }, body: {} })

test('saves what was changed', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const application = await addApplication(call)
  renderWithApi(call, <ApplicationForm application={application} onDirty={vi.fn()} />)

  const person = userEvent.setup()
  const name = await screen.findByLabelText('Name')
  await person.clear(name)
  await person.type(name, 'Payroll 2')
  await person.click(screen.getByRole('button', { name: 'Save changes' }))

  await waitFor(async () => expect((await read(call, application)).name).toBe('Payroll 2'))
})

test('shows what somebody else changed meanwhile, loses nothing, and saves over it only when told to', async ({
  house,
}) => {
  const call = house.as(await house.addOwner())
  const application = await addApplication(call)
  renderWithApi(call, <ApplicationForm application={application} onDirty={vi.fn()} />)
  const person = userEvent.setup()
  const name = await screen.findByLabelText('Name')
  await person.clear(name)
  await person.type(name, 'Mine')

  await call(updateApplication, {
    params: { applicationId: application.id },
    body: { ...settingsOf(application), sessionSeconds: 7200 },
    ifMatch: application.version,
  })
  await person.click(screen.getByRole('button', { name: 'Save changes' }))

  await screen.findByText('Somebody else changed this in the meantime')
  screen.getByText(/They changed: session length/)
  expect(name).toHaveProperty('value', 'Mine')
  expect((await read(call, application)).name).toBe('Payroll')

  await person.click(screen.getByRole('button', { name: 'Keep mine' }))
  await person.click(screen.getByRole('button', { name: 'Save changes' }))
  await waitFor(async () => expect((await read(call, application)).name).toBe('Mine'))
})

test('an address that cannot be used is named under its field', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const application = await addApplication(call)
  renderWithApi(call, <ApplicationForm application={application} onDirty={vi.fn()} />)

  const person = userEvent.setup()
  await person.type(await screen.findByLabelText('Redirect addresses'), '\nhttp://payroll.example/callback')
  await person.click(screen.getByRole('button', { name: 'Save changes' }))

  await screen.findByText(/“http:\/\/payroll\.example\/callback” can't be used/)
  expect((await read(call, application)).version).toBe(application.version)
})
