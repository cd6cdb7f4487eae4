import { expect, test } from 'vitest'
import type { SamlAssertion } from '../ports.ts'
import { readAssertion, readClaims } from './read-claims.ts'

const kim = { sub: 'kim', email: 'kim@contoso.example', email_verified: true }

test('a person is their subject, to the letter', () => {
  expect(readClaims('oidc', { sub: 'Kim' }).subject).toBe('Kim')
  for (const sub of [undefined, '', ' ', 7, 'a\nb', 'x'.repeat(501)]) {
    expect(() => readClaims('oidc', { sub })).toThrow('does not say who')
  }
})

test('an address is verified only where the provider says so with a plain yes', () => {
  expect(readClaims('okta', kim)).toMatchObject({ email: kim.email, emailVerified: true })
  for (const email_verified of [false, 'true', 1, undefined, 'false']) {
    expect(readClaims('oidc', { ...kim, email_verified }).emailVerified).toBe(false)
  }
  for (const email of ['not an address', 7, undefined, 'a@b.example,c@d.example']) {
    expect(readClaims('oidc', { ...kim, email })).toMatchObject({ email: null, emailVerified: false })
  }
})

test('Google answers for its own mailboxes and for domains that it runs, not for others', () => {
  expect(readClaims('google', kim).emailVerified).toBe(false)
  expect(readClaims('google', { ...kim, hd: 'contoso.example' }).emailVerified).toBe(true)
  expect(readClaims('google', { ...kim, email: 'kim@gmail.com' }).emailVerified).toBe(true)
  expect(readClaims('google', { ...kim, email: 'kim@gmail.com', email_verified: false }).emailVerified).toBe(
    false,
  )
})

test('Microsoft’s addresses are what somebody typed, unless the domain is proven; its subject is the object', () => {
  const ids = { tid: '11111111-1111-4111-8111-111111111111', oid: 'AAAAAAAA-1111-4111-8111-111111111111' }
  const person = readClaims('microsoft', { ...kim, ...ids })
  expect(person).toMatchObject({
    subject: '11111111-1111-4111-8111-111111111111:aaaaaaaa-1111-4111-8111-111111111111',
    emailVerified: false,
  })
  expect(readClaims('microsoft', { ...kim, ...ids, xms_edov: true }).emailVerified).toBe(true)
  expect(readClaims('microsoft', { ...kim, ...ids, xms_edov: false }).emailVerified).toBe(false)
  expect(() => readClaims('microsoft', kim)).toThrow('tid')
})

test('names come in parts, or as a whole, on one line', () => {
  expect(readClaims('oidc', { ...kim, given_name: ' Kim\n', family_name: 'Park' })).toMatchObject({
    firstName: 'Kim',
    lastName: 'Park',
  })
  expect(readClaims('oidc', { ...kim, name: 'Ana María López' })).toMatchObject({
    firstName: 'Ana María',
    lastName: 'López',
  })
  expect(readClaims('oidc', { ...kim, name: 'Prince' })).toMatchObject({
    firstName: 'Prince',
    lastName: null,
  })
  expect(readClaims('oidc', { ...kim, name: 7 })).toMatchObject({ firstName: null, lastName: null })
})

test('of an assertion the name id is the person, and the address is where it was set to be', () => {
  const assertion: SamlAssertion = {
    id: '_1',
    until: new Date(),
    nameId: 'kim@contoso.example',
    signedInAt: null,
    nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    attributes: { mail: ['kim.park@contoso.example'], givenName: ['Kim'], sn: ['Park'] },
  }
  expect(readAssertion(assertion, 'mail')).toEqual({
    subject: 'kim@contoso.example',
    email: 'kim.park@contoso.example',
    emailVerified: true,
    firstName: 'Kim',
    lastName: 'Park',
  })
  expect(readAssertion(assertion, null).email).toBe('kim@contoso.example')
  expect(readAssertion(assertion, 'absent').email).toBeNull()
  const nameIdFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
  expect(() => readAssertion({ ...assertion, nameIdFormat }, null)).toThrow('transient')
})
