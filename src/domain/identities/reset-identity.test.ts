import { expect } from 'vitest'
import { issueClaim } from '#contract/claims.ts'
import { removeDevice } from '#contract/devices.ts'
import { getUser } from '#contract/users.ts'
import { test } from '../../../test/harness.ts'
import { createPhone, enrolPhone } from '../../../test/phone-harness.ts'
import { ensureAccount } from '../accounts/ensure-account.ts'
import { createApplication } from '../applications/create-application.ts'

test('who lost their phone enrols another after it was removed, and their accounts come along', async ({
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

  // While they have a phone, a code would lead to a refusal on the new one: it is refused here, with what to do.
  await expect(call(issueClaim, { params, body: { kind: 'screen' } })).rejects.toMatchObject({
    code: 'has-device',
  })

  const { deviceId } = old.enrolment
  const removal = { confirmation: 'remove device', endSessions: false, why: 'removed' as const }
  await call(removeDevice, { params: { ...params, deviceId }, body: removal })
  const { claim, secret } = await call(issueClaim, { params, body: { kind: 'screen' } })
  expect(claim.purpose).toBe('reset')
  expect((await call(getUser, { params, body: {} })).did).toBeNull()

  // The identity that died with the phone serves nobody any more.
  const identity = { kind: 'new' } as const
  const fresh = await enrolPhone(house, kim, {
    phone: createPhone(house),
    claim: secret?.link ?? '',
    identity,
  })
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
