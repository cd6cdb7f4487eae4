import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SamlAssertion, SamlServiceProvider } from '#domain/ports.ts'
import { makeCertificate } from '../../test/certificate.ts'
import {
  type SamlPerson,
  type SamlWish,
  startUpstreamSaml,
  type UpstreamSamlServer,
} from '../../test/upstream-saml.ts'
import { createUpstreamSaml } from './upstream-saml.ts'

const ourEntityId = 'https://id.example/providers/1/metadata'
const acsUrl = 'https://id.example/providers/1/acs'
const requestId = '_a-request-of-ours'
const kim = { nameId: 'kim-at-contoso', email: 'kim@contoso.example' }
const saml = createUpstreamSaml()
let idp: UpstreamSamlServer
let us: SamlServiceProvider

beforeAll(async () => {
  idp = await startUpstreamSaml(acsUrl)
  const { entityId, signInUrl, certificate } = idp
  us = { entityId, signInUrl, certificates: [certificate], ourEntityId, acsUrl }
})
afterAll(() => idp.stop())

const issue = (some: SamlWish = {}, person: SamlPerson = kim) =>
  idp.issue(person, { audience: ourEntityId, inResponseTo: requestId, ...some })

function take(xml: string, at: Date = new Date()): Promise<SamlAssertion> {
  return saml.finish(us, Buffer.from(xml).toString('base64'), { requestId, now: at })
}

async function refusal(xml: string | Promise<string>, at?: Date): Promise<string> {
  try {
    await take(await xml, at)
  } catch (error) {
    expect(error).toMatchObject({ name: 'UpstreamError', code: 'untrustworthy' })
    return (error as Error).message
  }
  return 'it was believed'
}

const badSignature = 'the signature is missing or not by the certificate'
const notForUs = 'the assertion is not for this request, this address or this time'

test('the request names us, our address and an id of its own, and the state comes along', async () => {
  const { url, requestId: id } = await saml.begin(us, { state: 'our state' })
  expect(new URL(url).searchParams.get('RelayState')).toBe('our state')
  expect(await idp.requestIn(url)).toBe(id)
})

test('a signed assertion for this request is read', async () => {
  const assertion = await take(await issue())
  expect(assertion).toMatchObject({
    nameId: 'kim-at-contoso',
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    attributes: { mail: ['kim@contoso.example'], givenName: ['Kim'], sn: ['Park'] },
  })
  expect(assertion.id).toMatch(/^_/)
  // A signature over the response as well changes nothing.
  expect(await take(await issue({ signResponse: true }))).toMatchObject({ nameId: 'kim-at-contoso' })
})

test('while a certificate is being replaced either signs', async () => {
  const next = makeCertificate()
  const both = { ...us, certificates: [next.certificate, idp.certificate] }
  for (const wish of [{}, { key: next.key, cert: next.certificate }]) {
    const response = Buffer.from(await issue(wish)).toString('base64')
    expect(await saml.finish(both, response, { requestId, now: new Date() })).toMatchObject({
      nameId: kim.nameId,
    })
  }
})

test('an assertion without a signature of the provider’s own key is refused', async () => {
  expect(await refusal(issue({ signAssertion: false }))).toBe(badSignature)
  // The response around it says nothing of who made the assertion in it.
  expect(await refusal(issue({ signAssertion: false, signResponse: true }))).toBe(badSignature)
  const stranger = makeCertificate()
  expect(await refusal(issue({ key: stranger.key, cert: stranger.certificate }))).toBe(badSignature)
  expect(await refusal((await issue()).replaceAll('kim-at-contoso', 'owner-at-contoso'))).toBe(badSignature)
})

test('a signature is never moved to another assertion (wrapping)', async () => {
  const genuine = await issue()
  const [assertion = ''] = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(genuine) ?? []
  const [signature = ''] = /<Signature[\s\S]*<\/Signature>/.exec(assertion) ?? []
  expect(signature).not.toBe('')
  const forged = (id: string, inside = '') =>
    assertion
      .replace(signature, inside)
      .replace(/ID="[^"]*"/, `ID="${id}"`)
      .replaceAll('kim-at-contoso', 'owner-at-contoso')
  const [, originalId = ''] = /ID="([^"]*)"/.exec(assertion) ?? []
  const withObject = signature.replace(
    '</Signature>',
    `<Object>${assertion.replace(signature, '')}</Object></Signature>`,
  )
  const attempts = {
    'a second one in front': genuine.replace(assertion, forged('_evil') + assertion),
    'a second one behind': genuine.replace(assertion, assertion + forged('_evil')),
    'the signed one inside the forged one': genuine.replace(assertion, forged('_evil', assertion)),
    'the signed one inside the signature': genuine.replace(assertion, forged('_evil', withObject)),
    'the same id twice': genuine.replace(assertion, forged(originalId, signature)),
    'the signed one in the extensions': genuine.replace(
      assertion,
      `<samlp:Extensions>${assertion}</samlp:Extensions>${forged('_evil')}`,
    ),
  }
  for (const [how, xml] of Object.entries(attempts)) {
    expect(xml, how).not.toBe(genuine)
    expect(await refusal(xml), how).not.toBe('it was believed')
  }
})

test('a comment does not shorten a name', async () => {
  const long = { nameId: 'owner@contoso.example.evil.example' }
  const xml = await issue({}, long)
  const cut = xml.replace('owner@contoso.example.evil', 'owner@contoso.example<!-- -->.evil')
  expect(cut).not.toBe(xml)
  expect((await take(cut)).nameId).toBe('owner@contoso.example.evil.example')
})

test('an assertion for others, for another request or of another issuer is refused', async () => {
  expect(await refusal(issue({ audience: 'https://other.example' }))).toBe(
    'the assertion is meant for another audience',
  )
  expect(await refusal(issue({ recipient: 'https://other.example/acs' }))).toBe(notForUs)
  expect(await refusal(issue({ inResponseTo: '_another' }))).toBe(notForUs)
  expect(await refusal(issue({ issuer: 'https://evil.example' }))).toBe('the assertion is of another issuer')
  // Only the envelope names our request: it is not signed, so it says nothing.
  const renamed = (await issue({ inResponseTo: '_another' })).replace(
    /(<samlp:Response[^>]*InResponseTo=")[^"]*/,
    `$1${requestId}`,
  )
  expect(await refusal(renamed)).toBe(notForUs)
  // Unasked for.
  const unasked = (await issue()).replace(/(<samlp:Response[^>]*) InResponseTo="[^"]*"/, '$1')
  expect(await refusal(unasked)).toBe(notForUs)
})

test('an assertion of the past or of the future is refused, but for two minutes of difference', async () => {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000)
  const xml = await issue()
  await expect(take(xml, at(-100))).resolves.toBeDefined()
  await expect(take(xml, at(400))).resolves.toBeDefined()
  expect(await refusal(xml, at(-130))).toContain('look at the clocks')
  expect(await refusal(xml, at(430))).toBe(notForUs)
  expect(await refusal(issue({ lifetimeInSeconds: -600 }))).toBe(notForUs)
})

test('documents with entities, SHA-1 and encryption are refused before anything reads them', async () => {
  const xml = await issue()
  const entity = '<!DOCTYPE r [<!ENTITY who "owner-at-contoso">]>'
  expect(await refusal(`${entity}${xml.replaceAll('kim-at-contoso', '&who;')}`)).toBe(
    'the response has a document type',
  )
  expect(await refusal(issue({ signatureAlgorithm: 'rsa-sha1' }))).toContain('algorithm')
  expect(await refusal(issue({ digestAlgorithm: 'sha1' }))).toContain('algorithm')
  // Spelled otherwise it is still on no list.
  const spelled = (await issue({ digestAlgorithm: 'sha1' })).replace('xmldsig#sha1', 'xmldsig#&#115;ha1')
  expect(await refusal(spelled)).toContain('algorithm')
  expect(await refusal('<samlp:Response><saml:EncryptedAssertion/></samlp:Response>')).toContain('encrypted')
  for (const text of ['', 'hello', '<a/>', '<<<', '<samlp:Response/>']) {
    expect(await refusal(text), text).not.toBe('it was believed')
  }
})

test('a document that takes long to read is refused before it is read', async () => {
  const xml = await issue()
  const filled = (filling: string) => xml.replace('</samlp:Response>', `${filling}</samlp:Response>`)
  const large = {
    elements: '<a/>'.repeat(40_000),
    depth: '<a>'.repeat(20_000),
    attributes: `<a ${Array.from({ length: 15_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`,
    namespaces: Array.from({ length: 500 }, (_, n) => `<n${n}:a xmlns:n${n}="u"/>`).join(''),
    text: 'x'.repeat(200_000),
  }
  for (const [what, filling] of Object.entries(large)) {
    expect(await refusal(filled(filling)), what).toBe('the response is too large: send fewer attributes')
  }
  const groups = Array.from({ length: 300 }, (_, n) => `group ${n}`)
  expect((await take(await issue({}, { ...kim, groups }))).attributes['groups']).toHaveLength(300)
})

test('a provider that says no is believed, and what it says of the person stays out', async () => {
  const response = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" InResponseTo="${requestId}">
    <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/>
    <samlp:StatusMessage>Kim Park is not assigned</samlp:StatusMessage></samlp:Status></samlp:Response>`
  await expect(take(response)).rejects.toMatchObject({ code: 'declined', message: 'Responder' })
})
