import { expect } from 'vitest'
import { test } from '../../../test/harness.ts'
import { approve, askFor, enrolPhone } from '../../../test/phone-harness.ts'

test('an invited person enrols a phone and approves with it', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const enrolled = await enrolPhone(house, kim)
  expect(enrolled.enrolment).toMatchObject({ iss: house.tenancy.baseUrl, org: { name: 'Northwind' } })
  const asked = await askFor(house, kim)
  expect(await approve(enrolled, asked)).toEqual({ state: 'approved', why: null })
  console.log(await house.events())
})
