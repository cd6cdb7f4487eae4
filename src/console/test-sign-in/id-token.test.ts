import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { checkClaims, decodeToken, verifySignature } from './id-token.ts'

const now = new Date('2026-11-22T12:00:00Z')
const seconds = now.getTime() / 1000
const expected = { issuer: 'https://id.example', clientId: 'payroll', nonce: 'n', accessToken: 'a', now }
const good = {
  iss: 'https://id.example',
  aud: 'payroll',
  nonce: 'n',
  iat: seconds,
  exp: seconds + 600,
  sub: 's',
}

async function issue(alg: string, claims: Record<string, unknown> = good) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const token = await new SignJWT(claims).setProtectedHeader({ alg, kid: 'k1' }).sign(privateKey)
  return { token, jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1' }] } }
}

test.each(['ES256', 'RS256', 'EdDSA'])('a signature by the published key is good: %s', async (alg) => {
  const { token, jwks } = await issue(alg)
  expect(await verifySignature(token, jwks)).toBe('k1')
})

test('changed claims, another key and an unsigned token are told apart and refused', async () => {
  const { token, jwks } = await issue('ES256')
  const [header, , signature] = token.split('.')
  const other = btoa(JSON.stringify({ ...good, sub: 'somebody else' })).replaceAll('=', '')
  await expect(verifySignature(`${header}.${other}.${signature}`, jwks)).rejects.toThrow('does not match')
  await expect(verifySignature(token, { keys: [] })).rejects.toThrow('hold none with the ID k1')
  const unsigned = `${btoa('{"alg":"none"}').replaceAll('=', '')}.${other}.`
  await expect(verifySignature(unsigned, jwks)).rejects.toThrow('signed with none')
  expect(() => decodeToken('not a token')).toThrow('not a signed JWT')
})

const failing = async (claims: Record<string, unknown>) => {
  const checks = await checkClaims({ header: { alg: 'ES256' }, claims: { ...good, ...claims } }, expected)
  return checks.filter(({ ok }) => !ok).map(({ name }) => name)
}

test('each claim fails alone', async () => {
  expect(await failing({})).toEqual([])
  expect(await failing({ iss: 'https://evil.example' })).toEqual(['iss is this organisation'])
  expect(await failing({ aud: ['other'] })).toEqual(['aud is this application'])
  expect(await failing({ azp: 'other' })).toEqual(['azp, where there is one, is this application'])
  expect(await failing({ exp: seconds - 61 })).toEqual(['exp lies ahead'])
  expect(await failing({ iat: seconds + 61 })).toEqual(['iat does not'])
  expect(await failing({ nonce: 'replayed' })).toEqual(['nonce is the one that was sent'])
  expect(await failing({ at_hash: 'wrong' })).toEqual(['at_hash fits the access token'])
})
