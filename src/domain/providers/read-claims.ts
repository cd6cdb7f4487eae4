import type { ProviderKind } from '#contract/providers.ts'
import { EmailAddress } from '#contract/users.ts'
import { type SamlAssertion, UpstreamError } from '../ports.ts'
import type { Upstream } from './upstream.ts'

type Person = Omit<Upstream, 'providerId'>
type Claims = Readonly<Record<string, unknown>>

const subjectAtMost = 500

/**
 * What the claims of an ID token say of a person, by the kind of provider.
 *
 * @throws {UpstreamError} where they name nobody
 */
export function readClaims(kind: Exclude<ProviderKind, 'saml'>, claims: Claims): Person {
  const email = addressIn(claims['email'])
  return {
    subject: kind === 'microsoft' ? microsoftSubject(claims) : subjectOf(claims['sub']),
    email,
    emailVerified: email !== null && isVerified(kind, claims, email),
    ...namesIn(textIn(claims['given_name']), textIn(claims['family_name']), textIn(claims['name'])),
  }
}

/**
 * What a signed assertion says of a person. SAML has no word for "verified": the directory answers for its addresses, and whether that
 * is believed is what `trusted` decides.
 *
 * @param emailAttribute where the address is; null: the name id
 * @throws {UpstreamError} where it names nobody, or by a name that changes at every sign-in
 */
export function readAssertion(assertion: SamlAssertion, emailAttribute: string | null): Person {
  const { nameId, nameIdFormat, attributes } = assertion
  if (nameIdFormat === 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient')
    throw new UpstreamError(
      'untrustworthy',
      'the name id is a transient one, another at every sign-in: send a persistent one',
    )
  const first = (...names: string[]) =>
    names.map((name) => attributes[name]?.[0]).find((value) => value) ?? null
  const email = addressIn(emailAttribute === null ? nameId : attributes[emailAttribute]?.[0])
  return {
    subject: subjectOf(nameId),
    email,
    emailVerified: email !== null,
    ...namesIn(
      first('givenName', 'urn:oid:2.5.4.42', 'firstName', 'first_name', `${claimTypes}givenname`),
      first('sn', 'urn:oid:2.5.4.4', 'lastName', 'last_name', `${claimTypes}surname`),
      first('displayName', 'urn:oid:2.16.840.1.113730.3.1.241', `${claimTypes}name`),
    ),
  }
}

const claimTypes = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'

/** As it stands, to the letter: two that differ in case are two people (Core §2, `sub`). */
function subjectOf(value: unknown): string {
  if (
    typeof value !== 'string' ||
    value.trim() === '' ||
    value.length > subjectAtMost ||
    /\p{Cc}/u.test(value)
  )
    throw new UpstreamError('untrustworthy', 'the answer does not say who signed in')
  return value
}

/**
 * The directory and the object in it: they stay the same under another client id, and no directory can claim another's. `sub` is
 * different for every client.
 */
function microsoftSubject({ tid, oid }: Claims): string {
  const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
  if (typeof tid !== 'string' || typeof oid !== 'string' || !id.test(tid) || !id.test(oid))
    throw new UpstreamError(
      'untrustworthy',
      'the answer has no `tid` and `oid`: keep `profile` among the scopes',
    )
  return `${tid}:${oid}`.toLowerCase()
}

function isVerified(kind: ProviderKind, claims: Claims, email: string): boolean {
  switch (kind) {
    case 'google':
      // Of an address elsewhere Google knows that it was this person's once: whoever has the mailbox today may be another.
      return (
        claims['email_verified'] === true &&
        (typeof claims['hd'] === 'string' || /@(?:gmail|googlemail)\.com$/i.test(email))
      )
    case 'microsoft':
      // `email` is what an administrator of the directory typed. This optional claim says that the domain is proven to be theirs.
      return [true, 1, '1', 'true'].some((yes) => claims['xms_edov'] === yes)
    default:
      return claims['email_verified'] === true
  }
}

function addressIn(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const email = value.normalize('NFKC').trim()
  return EmailAddress.safeParse(email).success ? email : null
}

/** On one line and not longer than a name of ours. */
function textIn(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = value
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ')
    .trim()
    .slice(0, 100)
    .trim()
  return text === '' ? null : text
}

function namesIn(given: string | null, family: string | null, whole: string | null) {
  const firstName = textIn(given)
  const lastName = textIn(family)
  if (firstName || lastName) return { firstName, lastName }
  const words = textIn(whole)?.split(' ') ?? []
  // Of "Ana María López" the last word is the family's more often than not; an administrator can change it.
  const last = words.length > 1 ? (words.at(-1) ?? null) : null
  return { firstName: (last ? words.slice(0, -1).join(' ') : words[0]) ?? null, lastName: last }
}
