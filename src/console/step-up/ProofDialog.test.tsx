import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, onTestFinished, vi } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import { issueTemporaryPassword } from '#contract/passwords.ts'
import { revokeAllSessions } from '#contract/sessions.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { addPasskey } from '../../../test/passkeys.ts'
import { givePassword } from '../../../test/passwords.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { addPhone } from '../../../test/sign-in.ts'
import type { SoftPasskey } from '../../../test/soft-authenticator.ts'

const right = 'quiet river under the bridge'

/** Something that asks for a fresh proof. */
function Risky({ userId }: { userId: UserId }) {
  const act = useOperationMutation(issueTemporaryPassword)
  return (
    <>
      <Button onClick={() => act.mutate({ params: { userId }, body: {} })}>Do it</Button>
      {act.isSuccess && <p>Done</p>}
    </>
  )
}

async function stale(house: House): Promise<{ owner: TestUser; kim: TestUser }> {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  return { owner, kim }
}

/** A client of a session whose proof was long ago. */
async function begin(house: House, owner: TestUser, kim: TestUser) {
  const call = house.as(owner)
  await call(revokeAllSessions, { params: { userId: kim.id }, body: { keepCurrent: false } })
  await house.db
    .updateTable('sessions')
    .set({ provedAt: new Date(0) })
    .where('userId', '=', owner.id)
    .execute()
  renderWithApi(call, <Risky userId={kim.id} />)
  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'Do it' }))
  return person
}

test('somebody without a phone confirms by password, and what was begun is done', async ({ house }) => {
  const { owner, kim } = await stale(house)
  await givePassword(house, owner, right)
  const person = await begin(house, owner, kim)
  await screen.findByRole('dialog', { name: 'Confirm that it’s you' })
  await person.type(screen.getByLabelText('Your password'), 'not this one at all{Enter}')
  await screen.findByText('That password is not right')
  await person.clear(screen.getByLabelText('Your password'))
  await person.type(screen.getByLabelText('Your password'), `${right}{Enter}`)
  await screen.findByText('Done')
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('with a phone it is the phone that is asked', async ({ house }) => {
  const { owner, kim } = await stale(house)
  await givePassword(house, owner, right)
  await addPhone(house, owner)
  await begin(house, owner, kim)
  await screen.findByRole('dialog', { name: 'Approve this on your phone' })
})

test('who has neither signs in again and comes back', async ({ house }) => {
  const { owner, kim } = await stale(house)
  await begin(house, owner, kim)
  await screen.findByRole('dialog', { name: 'Sign in again first' })
  expect(screen.getByRole('link', { name: 'Sign in again' }).getAttribute('href')).toMatch(
    /^\/sign-in\?prove=1&to=/,
  )
})

/** A browser that knows passkeys, with this one in it. `refuses`: its person closes the browser's own dialog. */
function browserWith(key: SoftPasskey, state: { refuses: boolean }) {
  class Known {
    readonly signed: object
    constructor(signed: object) {
      this.signed = signed
    }
    toJSON() {
      return this.signed
    }
    static parseRequestOptionsFromJSON = (options: object) => options
  }
  vi.stubGlobal('PublicKeyCredential', Known)
  const credentials = {
    get: async ({ publicKey }: { publicKey: Record<string, unknown> }) => {
      if (state.refuses) throw new DOMException('closed', 'NotAllowedError')
      return new Known(key.get(publicKey))
    },
  }
  Object.defineProperty(navigator, 'credentials', { value: credentials, configurable: true })
  onTestFinished(() => {
    vi.unstubAllGlobals()
    Reflect.deleteProperty(navigator, 'credentials')
  })
}

test('whoever has a passkey confirms with it, and another way stays open', async ({ house }) => {
  const { owner, kim } = await stale(house)
  const { key } = await addPasskey(house, owner)
  await addPhone(house, owner)
  const state = { refuses: true }
  browserWith(key, state)
  const person = await begin(house, owner, kim)
  await screen.findByRole('dialog', { name: 'Confirm with your passkey' })
  await person.click(screen.getByRole('button', { name: 'Use my passkey' }))
  await screen.findByText(/Nothing was confirmed/)
  state.refuses = false
  await person.click(screen.getByRole('button', { name: 'Use my passkey' }))
  await screen.findByText('Done')
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('beside a passkey the phone serves too, unless the role asks for a passkey', async ({ house }) => {
  const { owner, kim } = await stale(house)
  await addPasskey(house, owner)
  await addPhone(house, owner)
  const person = await begin(house, owner, kim)
  await person.click(await screen.findByRole('button', { name: 'Use another way' }))
  await screen.findByRole('dialog', { name: 'Approve this on your phone' })
})
