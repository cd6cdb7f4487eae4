import { expect, test } from 'vitest'
import { issueClaim } from '#contract/claims.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { enrol, openClaimAt } from '#phone/enrol.ts'
import { makeRootKey } from '#phone/keys.ts'
import { askProof, beginRestore, showProof } from '#phone/restore.ts'
import { createHouse, type House } from '../harness.ts'
import { choicesOf, createPhone, enrolPhone, request, somePush, type TestPhone } from '../phone-harness.ts'
import { backedUp, earnClaim, enrolRestored, mailedCode } from '../restore.ts'

/** Somebody has the picture of a backup and what opens it, and neither the mailbox nor a phone of the person. */
async function stolenHouse() {
  const { house, close } = await createHouse({ trustedProxies: ['127.0.0.1'] })
  const kim = await house.addUser({ status: 'invited', email: 'kim@example.com' })
  const own = await enrolPhone(house, kim, { pin: '493817', push: somePush() })
  const backup = await backedUp(house, own)
  return { house, close, kim, own, backup, iss: own.enrolment.iss, desk: await house.addAdmin('help-desk') }
}

const refused = (code: ProblemCode) => ({ name: 'Problem', code })

/** Another computer, at an address of its own. */
function phoneAt(house: House, n: number): TestPhone {
  const phone = createPhone(house)
  const at = { 'x-forwarded-for': `198.51.${n >> 8}.${n & 255}` }
  phone.intercept = (url, init) =>
    request(house, url, { ...init, headers: { ...(init.headers as Record<string, string>), ...at } })
  return phone
}

const phones = async (house: House) =>
  (await house.db.selectFrom('devices').select('id').where('state', '!=', 'removed').execute()).length

/** One that is not it. */
const wrong = (code: string) => (code === '000000' ? '111111' : '000000')

test('without a further proof it opens nothing, whatever is shown in the place of one', async () => {
  const { house, close, backup, own, iss } = await stolenHouse()
  const { identity } = backup
  const thief = phoneAt(house, 1)
  const begun = await beginRestore(thief, identity, iss)
  // What is told to whoever has the key names nobody more than they know already.
  expect(JSON.stringify(begun)).not.toContain('kim@example.com')
  for (const code of ['', begun.sid, '123456', own.enrolment.deviceId])
    await expect(showProof(thief, begun, 'claim', code)).rejects.toMatchObject({ name: 'Problem' })
  for (const claim of [begun.sid, identity.did, 'A'.repeat(43)]) {
    const opening = openClaimAt(thief, iss, claim).then((opened) =>
      enrol(thief, opened, { ...choicesOf(thief), identity: { kind: 'restored', identity } }),
    )
    await expect(opening).rejects.toMatchObject({ name: 'Problem' })
  }
  expect(await phones(house)).toBe(1)
  await close()
})

test('guessing the mailed code over a day, from ever new restores and addresses, is ten guesses an hour; the person is told and not locked out', async () => {
  const { house, close, kim, backup, own, iss, desk } = await stolenHouse()
  const { identity } = backup
  let guesses = 0
  let n = 10
  const told = async () =>
    (await house.mails()).filter(({ subject }) => subject.startsWith('Somebody tried to restore')).length
  for (let hour = 0; hour < 3; hour++) {
    for (let restores = 0; restores < 4; restores++) {
      const thief = phoneAt(house, n++)
      const begun = await beginRestore(thief, identity, iss)
      const sent = await askProof(thief, begun, 'mail').catch(({ code }) => code)
      if (sent === 'rate-limited') continue
      const code = (await mailedCode(house)).replace(' ', '')
      for (let tries = 0; tries < 6; tries++) {
        const outcome = await showProof(thief, begun, 'mail', wrong(code)).catch(({ code }) => code)
        if (outcome === 'code-wrong') guesses++
        else expect(['restore-not-found', 'rate-limited']).toContain(outcome)
      }
    }
    expect(guesses).toBe((hour + 1) * 10)
    house.advance(3600)
  }
  expect(await told()).toBe(6)
  const misses = (await house.events()).filter((type) => type === 'restore.refused')
  expect(misses.length).toBe(30)

  // A code of one restore is no other's, although both are the same person's.
  const first = await beginRestore(phoneAt(house, 1), identity, iss)
  await askProof(phoneAt(house, 1), first, 'mail')
  const code = await mailedCode(house)
  const second = await beginRestore(phoneAt(house, 2), identity, iss)
  await expect(showProof(phoneAt(house, 2), second, 'mail', code)).rejects.toMatchObject(
    refused('code-wrong'),
  )
  expect(await phones(house)).toBe(1)

  // Meanwhile nothing of theirs has changed, and the administrator's code gets them onto another phone.
  for (let more = 0; more < 9; more++)
    await showProof(phoneAt(house, 3 + more), second, 'mail', wrong(code)).catch(() => {})
  expect(own.enrolment.did).toBe(identity.did)
  const { secret } = await house.as(desk)(issueClaim, {
    params: { userId: kim.id },
    body: { kind: 'screen' },
  })
  const token = new URLSearchParams(new URL(secret?.link ?? '').hash.slice(1)).get('t') ?? ''
  await enrolRestored(house, { ...backup, phone: createPhone(house) }, token)
  expect(await phones(house)).toBe(2)
  await close()
})

test('a proof that the person earned is of no use to whoever has the same backup', async () => {
  const { house, close, backup, iss } = await stolenHouse()
  const { identity } = backup
  // Kim restores on a new phone, and reads out the code to nobody.
  const { claim } = await earnClaim(house, backup)
  const thief = phoneAt(house, 1)
  const begun = await beginRestore(thief, identity, iss)
  await expect(showProof(thief, begun, 'mail', await mailedCode(house))).rejects.toMatchObject(
    refused('code-wrong'),
  )
  await enrolRestored(house, backup, claim)
  // Not even the claim, seen over a shoulder a moment later.
  await expect(enrolRestored(house, { phone: thief, identity }, claim)).rejects.toMatchObject(
    refused('claim-invalid'),
  )
  const { root } = await makeRootKey()
  await expect(beginRestore(thief, { ...identity, did: root.did }, iss)).rejects.toMatchObject({
    name: expect.stringMatching(/Problem|Error/),
  })
  await close()
})
