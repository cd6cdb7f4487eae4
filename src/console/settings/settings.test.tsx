import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect } from 'vitest'
import type { Client } from '#contract/client.ts'
import { getMe } from '#contract/me.ts'
import { getSettings, updatePasswordPolicy } from '#contract/settings.ts'
import { useOperationQuery } from '#ui/api.ts'
import { test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { DevicesSection } from './DevicesSection.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { SessionSection } from './SessionSection.tsx'
import { SignInSection } from './SignInSection.tsx'
import type { SectionProps } from './section-props.ts'

const none = { params: {}, body: {} }
const read = (call: Client) => call(getSettings, none)

/** A section over what the server says now. */
function Live({ section: Section }: { section: (props: SectionProps) => React.ReactNode }) {
  const settings = useOperationQuery(getSettings, none)
  return settings.data ? <Section settings={settings.data} onDirty={() => {}} /> : null
}

test('the preset of NIST fills the form, and is saved only when told to', async ({ house }) => {
  const call = house.as(await house.addOwner())
  renderWithApi(call, <Live section={PasswordSection} />)
  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Use it' }))
  expect(screen.getByLabelText('Minimum length')).toHaveProperty('value', '15')
  expect((await read(call)).password.version).toBe(0)
  await person.click(screen.getByRole('button', { name: 'Save changes' }))
  await waitFor(async () => expect((await read(call)).password.value.minimumLength).toBe(15))
})

test('what somebody else saved meanwhile is named, and saved over only when told to', async ({ house }) => {
  const call = house.as(await house.addOwner())
  renderWithApi(call, <Live section={PasswordSection} />)
  const person = userEvent.setup()
  await person.click(await screen.findByRole('switch', { name: /Temporary passwords/ }))
  const body = { ...(await read(call)).password.value, history: 9 }
  await call(updatePasswordPolicy, { params: {}, body, ifMatch: 0 })
  await person.click(screen.getByRole('button', { name: 'Save changes' }))
  await screen.findByText(/They changed: password history/)
  expect((await read(call)).password.value).toMatchObject({ history: 9, temporaryPasswords: true })
  await person.click(screen.getByRole('button', { name: 'Keep mine' }))
  await person.click(screen.getByRole('button', { name: 'Save changes' }))
  await waitFor(async () =>
    expect((await read(call)).password.value).toMatchObject({ history: 5, temporaryPasswords: false }),
  )
})

test('the ways to sign in are put in order by buttons', async ({ house }) => {
  const call = house.as(await house.addOwner())
  renderWithApi(call, <Live section={SignInSection} />)
  const person = userEvent.setup()
  await person.click(await screen.findByRole('checkbox', { name: /^Passkey/ }))
  await person.click(screen.getByRole('button', { name: 'Move Password up' }))
  await person.click(screen.getByRole('checkbox', { name: /^Provider/ }))
  await person.click(screen.getByRole('button', { name: 'Save changes' }))
  await waitFor(async () => expect((await read(call))['sign-in'].value.order).toEqual(['password', 'phone']))
})

test('fallbacks say what they cost, and what is missing for them', async ({ house }) => {
  const call = house.as(await house.addOwner())
  renderWithApi(call, <Live section={SignInSection} />)
  const person = userEvent.setup()
  expect((await screen.findByRole('switch', { name: /^Administrative overrides/ })).ariaChecked).toBe('true')
  await person.click(screen.getByRole('switch', { name: /^Codes by email/ }))
  screen.getByText(/whoever reads the mailbox gets in/)
  await person.click(screen.getByRole('switch', { name: /^Codes by SMS/ }))
  screen.getByText(/No text service is set up/)
  await person.click(screen.getByRole('switch', { name: /^Administrative overrides/ }))
  await person.click(screen.getByRole('checkbox', { name: 'Auditors' }))
  await person.click(screen.getByRole('button', { name: 'Save changes' }))
  await waitFor(async () =>
    expect((await read(call))['sign-in'].value).toMatchObject({
      mailCodes: true,
      smsCodes: true,
      overrides: false,
      passkeyRequiredFor: ['auditor'],
    }),
  )
})

test('the last proof for a restore cannot be taken away, and the pause after a report has an end or none', async ({
  house,
}) => {
  const call = house.as(await house.addOwner())
  renderWithApi(call, <Live section={DevicesSection} />)
  const person = userEvent.setup()
  await screen.findByRole('checkbox', { name: /^Another phone/ })
  // Anew each time: with a reason in front of it it is another element.
  const save = () => screen.getByRole('button', { name: 'Save changes' })
  for (const name of [/^Another phone/, /^A claim code/, /^A code by email/])
    await person.click(screen.getByRole('checkbox', { name }))
  screen.getByText('Leave at least one proof for whoever restores a backup.', { selector: 'div' })
  expect(save().getAttribute('aria-disabled')).toBe('true')
  await person.click(screen.getByRole('checkbox', { name: /^A claim code/ }))
  await person.click(screen.getByRole('radio', { name: /^Until an administrator/ }))
  await person.click(screen.getByRole('radio', { name: /^Every new phone/ }))
  await person.click(save())
  await waitFor(async () =>
    expect((await read(call)).devices.value).toMatchObject({
      restoreProofs: ['claim'],
      reportPauseMinutes: null,
      confirm: 'every',
    }),
  )
})

test('an auditor reads the settings, and cannot change them', async ({ house }) => {
  const call = house.as(await house.addAdmin('auditor'))
  renderWithApi(call, <Live section={SignInSection} />)
  const save = await screen.findByRole('button', { name: 'Save changes' })
  expect(save.getAttribute('aria-disabled')).toBe('true')
  expect(screen.getByRole('checkbox', { name: /^Provider/ }).matches(':disabled')).toBe(true)
})

test('everyone is signed out only after the organisation’s name was typed', async ({ house }) => {
  const owner = await house.addOwner()
  const other = await house.addAdmin('auditor')
  await house.as(other)(getMe, none)
  renderWithApi(house.as(owner), <Live section={SessionSection} />)
  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Sign everyone out…' }))
  const dialog = await screen.findByRole('alertdialog')
  const act = within(dialog).getByRole('button', { name: 'Sign everyone out' })
  expect(act.getAttribute('aria-disabled') ?? String(act.hasAttribute('disabled'))).toBe('true')
  await person.type(within(dialog).getByRole('textbox'), 'northwind')
  await person.click(within(dialog).getByRole('button', { name: 'Sign everyone out' }))
  await screen.findByText('Ended 1 session')
  await expect(house.as(other)(getMe, none)).rejects.toMatchObject({ code: 'unauthenticated' })
})
