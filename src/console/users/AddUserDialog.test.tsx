import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { AddUserDialog } from './AddUserDialog.tsx'

const fill = async (values: Record<string, string>) => {
  const person = userEvent.setup()
  await screen.findByRole('dialog', { name: 'Add User' })
  for (const [label, value] of Object.entries(values)) await person.type(screen.getByLabelText(label), value)
  return person
}

test('creates a user, sends the welcome email and opens their page', async ({ house }) => {
  const owner = await house.addOwner()
  const onClose = vi.fn()
  const { visited } = renderWithApi(house.as(owner), <AddUserDialog onClose={onClose} />)

  const person = await fill({
    'First name': 'Ingrid',
    'Last name': 'Haddad',
    Email: 'ingrid@northwind.example',
  })
  await person.click(screen.getByRole('button', { name: 'Create' }))

  await waitFor(() => expect(onClose).toHaveBeenCalled())
  expect(visited).toEqual([expect.stringMatching(/^\/admin\/users\/[0-9a-f-]{36}$/)])
  expect(await house.mails()).toMatchObject([{ to: 'ingrid@northwind.example' }])
})

test('with the welcome email off nothing is sent', async ({ house }) => {
  const owner = await house.addOwner()
  const onClose = vi.fn()
  renderWithApi(house.as(owner), <AddUserDialog onClose={onClose} />)

  const person = await fill({
    'First name': 'Ingrid',
    'Last name': 'Haddad',
    Email: 'ingrid@northwind.example',
  })
  await person.click(screen.getByRole('switch', { name: /Send Welcome Email/ }))
  await person.click(screen.getByRole('button', { name: 'Create' }))

  await waitFor(() => expect(onClose).toHaveBeenCalled())
  expect(await house.mails()).toEqual([])
})

test('says under each field what is missing, and sends nothing', async ({ house }) => {
  const owner = await house.addOwner()
  renderWithApi(house.as(owner), <AddUserDialog onClose={vi.fn()} />)

  const person = await fill({ Email: 'not an address' })
  await person.click(screen.getByRole('button', { name: 'Create' }))

  const firstName = screen.getByLabelText('First name')
  expect(document.getElementById(String(firstName.getAttribute('aria-describedby')))?.textContent).toBe(
    'Enter the first name',
  )
  screen.getByText('Enter the last name')
  screen.getByText('Enter an email address, such as name@company.example')
  expect(document.activeElement).toBe(firstName)
  expect(await house.events()).not.toContain('user.created')
})

test('an email that exists is said under the field, with a way to that user, and what was typed stays', async ({
  house,
}) => {
  const owner = await house.addOwner()
  await house.addUser({ email: 'ingrid@northwind.example' })
  const onClose = vi.fn()
  renderWithApi(house.as(owner), <AddUserDialog onClose={onClose} />)

  const person = await fill({
    'First name': 'Ingrid',
    'Last name': 'Haddad',
    Email: 'INGRID@northwind.example',
  })
  await person.click(screen.getByRole('button', { name: 'Create' }))

  await screen.findByText(/A user with this email already exists/)
  expect(screen.getByRole('link', { name: 'Show them' }).getAttribute('href')).toContain(
    '/admin/users?q=INGRID',
  )
  expect(screen.getByLabelText('First name')).toHaveProperty('value', 'Ingrid')
  expect(onClose).not.toHaveBeenCalled()
})

test('only an owner chooses a role', async ({ house }) => {
  const admin = await house.addAdmin('user-admin')
  renderWithApi(house.as(admin), <AddUserDialog onClose={vi.fn()} />)

  await screen.findByRole('dialog', { name: 'Add User' })
  expect(screen.queryByLabelText('Role')).toBeNull()
})

test('without a mail server the welcome email says where it is read', async ({ house }) => {
  house.setMailKind('inbox')
  const owner = await house.addOwner()
  renderWithApi(house.as(owner), <AddUserDialog onClose={vi.fn()} />)

  await screen.findByRole('dialog', { name: 'Add User' })
  expect(screen.getByRole('link', { name: '/inbox' }).getAttribute('href')).toBe('/inbox')
})

test('without any way to mail the switch is off and says why', async ({ house }) => {
  house.setMailKind('none')
  const owner = await house.addOwner()
  renderWithApi(house.as(owner), <AddUserDialog onClose={vi.fn()} />)

  await screen.findByText(/No mail server is set up\. Issue a setup code/)
  const toggle = screen.getByRole('switch', { name: /Send Welcome Email/ })
  expect(toggle).toHaveProperty('checked', false)
  expect(toggle).toHaveProperty('disabled', true)
})

test('a number without its country is refused under its field', async ({ house }) => {
  const owner = await house.addOwner()
  renderWithApi(house.as(owner), <AddUserDialog onClose={vi.fn()} />)

  const person = await fill({
    'First name': 'Ingrid',
    'Last name': 'Haddad',
    Email: 'ingrid@northwind.example',
    'Mobile number': '0170 1234567',
  })
  await person.click(screen.getByRole('button', { name: 'Create' }))

  const mobile = screen.getByLabelText('Mobile number')
  await waitFor(() => expect(mobile.getAttribute('aria-invalid')).toBe('true'))
  expect(document.activeElement).toBe(mobile)
})
