import { expect } from 'vitest'
import { issueClaim } from '#contract/claims.ts'
import { removeDevice, unregisterAllDevices } from '#contract/devices.ts'
import { getUser } from '#contract/users.ts'
import { test } from '../../../test/harness.ts'
import { createPhone, enrolPhone, openWith } from '../../../test/phone-harness.ts'
import { ensureAccount } from '../accounts/ensure-account.ts'
import { createApplication } from '../applications/create-application.ts'

test('who comes back without backup begins anew after Unregister All alone, and their accounts come along', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const call = house.as(owner)
  const kim = await house.addUser({ status: 'invited' })
  const params = { userId: kim.id }
  const old = await enrolPhone(house, kim, { pin: '493817' })
  const { application } = await house.work(owner, (work) =>
    createApplication(work, {
      name: 'Payroll',
      kind: 'web',
      redirectUris: ['https://payroll.example/callback'],
      postLogoutRedirectUris: [],
      access: 'everyone',
      unknownAddress: 'neutral',
      sessionSeconds: 3600,
      approvalDigits: 2,
      passkeyRequired: false,
    }),
  )
  await house.work(owner, (work) => ensureAccount(work, { userId: kim.id, applicationId: application.id }))

  // With a phone or without one, a setup code asks for the identity that they have.
  const issue = async () => {
    const { claim, secret } = await call(issueClaim, { params, body: { kind: 'screen' } })
    return { purpose: claim.purpose, link: secret?.link ?? '' }
  }
  expect((await issue()).purpose).toBe('restore')
  const { deviceId } = old.enrolment
  const removal = { confirmation: 'remove device', endSessions: false, why: 'removed' as const }
  await call(removeDevice, { params: { ...params, deviceId }, body: removal })
  const withBackup = await issue()
  expect(withBackup.purpose).toBe('restore')
  expect((await call(getUser, { params, body: {} })).did).toBe(old.enrolment.did)
  const identity = { kind: 'new' } as const
  const stranger = enrolPhone(house, kim, { phone: createPhone(house), claim: withBackup.link, identity })
  await expect(stranger).rejects.toMatchObject({ code: 'did-mismatch' })

  const body = { confirmation: 'Unregister all devices ', reason: 'No backup' }
  const { secret } = await call(unregisterAllDevices, { params, body })
  expect((await call(getUser, { params, body: {} })).did).toBeNull()
  // Another code afterwards is for the same new start, not a welcome.
  expect((await issue()).purpose).toBe('reset')
  await expect(openWith(createPhone(house), secret?.link ?? '', house.tenancy)).rejects.toMatchObject({
    code: 'claim-invalid',
  })

  // The old identity serves nobody any more; the new one takes over.
  const { link } = await issue()
  const fresh = await enrolPhone(house, kim, { phone: createPhone(house), claim: link, identity })
  const { did, status } = await call(getUser, { params, body: {} })
  expect({ did, status }).toEqual({ did: fresh.enrolment.did, status: 'active' })
  expect(did).not.toBe(old.enrolment.did)
  const retired = await house.db.selectFrom('retiredDids').select('did').execute()
  expect(retired).toEqual([{ did: old.enrolment.did }])
  const identities = await house.db.selectFrom('identities').select('did').execute()
  expect(identities).toEqual([{ did: fresh.enrolment.did }])
  const account = await house.db.selectFrom('accounts').select(['status', 'did']).executeTakeFirstOrThrow()
  expect(account).toEqual({ status: 'active', did: fresh.enrolment.did })
})
