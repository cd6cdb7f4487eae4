import { SAML, SamlStatusError, ValidateInResponseTo } from '@node-saml/node-saml'
import {
  type SamlAssertion,
  type SamlServiceProvider,
  UpstreamError,
  type UpstreamProtocols,
} from '#domain/ports.ts'
import { randomToken } from '#platform/random.ts'

/** Their clock and ours. */
const skewMs = 120_000

/** The algorithms that a signature may name, each as it is written. SHA-1 and canonical forms that keep comments are not among them. */
const algorithms: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
])

/**
 * Sign-in at SAML 2.0 identity providers (Web Browser SSO, request by redirect, response by POST).
 *
 * The library checks the signature of the assertion and hands back what was signed; what that says is checked here, on nothing but those
 * bytes (Profiles §4.1.4.2 and §4.1.4.3).
 */
export function createUpstreamSaml(): UpstreamProtocols['saml'] {
  return {
    async begin(provider, { state, fresh }) {
      const requestId = `_${randomToken()}`
      const saml = open(provider, requestId, { forceAuthn: fresh === true })
      const url = await saml.getAuthorizeUrlAsync(state, undefined, {})
      return { url, requestId }
    },

    async finish(provider, response, { requestId, now }) {
      refuseUnsafe(Buffer.from(response, 'base64').toString('utf8'))
      let profile: Awaited<ReturnType<SAML['validatePostResponseAsync']>>['profile']
      try {
        const checked = await open(provider, requestId).validatePostResponseAsync({ SAMLResponse: response })
        profile = checked.profile
      } catch (error) {
        throw translate(error)
      }
      const document = profile?.getAssertion?.() as { Assertion?: Element } | undefined
      if (!document?.Assertion) throw new UpstreamError('untrustworthy', 'there is no assertion')
      return read(document.Assertion, provider, requestId, now)
    },
  }
}

function open(
  provider: SamlServiceProvider,
  requestId: string,
  options: { forceAuthn?: boolean } = {},
): SAML {
  const none = async () => null
  return new SAML({
    entryPoint: provider.signInUrl,
    issuer: provider.ourEntityId,
    callbackUrl: provider.acsUrl,
    idpCert: [...provider.certificates],
    idpIssuer: provider.entityId,
    audience: provider.ourEntityId,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: skewMs,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    forceAuthn: options.forceAuthn ?? false,
    generateUniqueId: () => requestId,
    validateInResponseTo: ValidateInResponseTo.always,
    // The trip knows its one request; there is nothing to keep.
    cacheProvider: {
      saveAsync: none,
      removeAsync: none,
      getAsync: async (id) => (id === requestId ? new Date().toISOString() : null),
    },
  })
}

/**
 * How large a response may be, by what makes reading it slow: the libraries need time with the square of it, and anybody who may begin a
 * sign-in may send one. Three hundred groups of a person take a third of this.
 */
const most: readonly (readonly [what: string, count: number])[] = [
  ['<', 2000],
  ['=', 4000],
  ['xmlns', 200],
]
const mostCharacters = 128 * 1024

/** Before anything parses it: no more than can be read quickly, no document type (entities, external and not), and no algorithm that is not on the list. */
function refuseUnsafe(xml: string): void {
  if (xml.length > mostCharacters || most.some(([what, count]) => occursMore(xml, what, count)))
    throw new UpstreamError('untrustworthy', 'the response is too large: send fewer attributes')
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml))
    throw new UpstreamError('untrustworthy', 'the response has a document type')
  if (/<(?:[\w-]+:)?EncryptedAssertion/.test(xml))
    throw new UpstreamError('untrustworthy', 'the assertion is encrypted: switch that off at the provider')
  for (const [, double, single] of xml.matchAll(/Algorithm\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    const named = double ?? single ?? ''
    // As it is written: one that is spelled with character references is on no list either.
    if (!algorithms.has(named))
      throw new UpstreamError('untrustworthy', 'the signature uses an algorithm that is not accepted')
  }
}

function occursMore(text: string, what: string, count: number): boolean {
  let at = -1
  for (let found = 0; found <= count; found++) {
    at = text.indexOf(what, at + 1)
    if (at < 0) return false
  }
  return true
}

/** An element as the library parses what was signed: prefixes gone, children in lists. */
interface Element {
  readonly $?: Readonly<Record<string, string>>
  readonly _?: string
  readonly [child: string]: unknown
}

const childrenOf = (element: Element, name: string): Element[] => {
  const found = element[name]
  // Text alone would be a string; it has no children and no attributes.
  return Array.isArray(found)
    ? found.map((one: Element | string) => (typeof one === 'string' ? { _: one } : one))
    : []
}

function only(element: Element, name: string): Element {
  const [first, ...more] = childrenOf(element, name)
  if (!first || more.length > 0)
    throw new UpstreamError('untrustworthy', `the assertion has not exactly one ${name}`)
  return first
}

function read(
  assertion: Element,
  provider: SamlServiceProvider,
  requestId: string,
  now: Date,
): SamlAssertion {
  const id = assertion.$?.['ID']
  if (!id) throw new UpstreamError('untrustworthy', 'the assertion has no ID')
  if (only(assertion, 'Issuer')._?.trim() !== provider.entityId)
    throw new UpstreamError('untrustworthy', 'the assertion is of another issuer')
  const subject = only(assertion, 'Subject')
  const nameId = only(subject, 'NameID')
  const until = confirm(subject, provider, requestId, now)
  checkConditions(only(assertion, 'Conditions'), provider, now)
  const [statement] = childrenOf(assertion, 'AuthnStatement')
  if (!statement)
    throw new UpstreamError('untrustworthy', 'the assertion does not say that anybody signed in')
  return {
    id,
    until: new Date(until.getTime() + skewMs),
    nameId: nameId._?.trim() ?? '',
    nameIdFormat: nameId.$?.['Format'] ?? null,
    signedInAt: instant(statement.$?.['AuthnInstant']),
    attributes: attributesOf(assertion),
  }
}

/** A bearer confirmation for this request, at our address and now (Profiles §4.1.4.2). Says until when it holds. */
function confirm(subject: Element, { acsUrl }: SamlServiceProvider, requestId: string, now: Date): Date {
  for (const confirmation of childrenOf(subject, 'SubjectConfirmation')) {
    if (confirmation.$?.['Method'] !== 'urn:oasis:names:tc:SAML:2.0:cm:bearer') continue
    for (const { $: data } of childrenOf(confirmation, 'SubjectConfirmationData')) {
      const until = instant(data?.['NotOnOrAfter'])
      const from = data?.['NotBefore'] === undefined ? null : instant(data['NotBefore'])
      const ours = data?.['Recipient'] === acsUrl && data['InResponseTo'] === requestId
      if (ours && until && isNow(from, until, now)) return until
    }
  }
  throw new UpstreamError('untrustworthy', 'the assertion is not for this request, this address or this time')
}

function checkConditions(conditions: Element, { ourEntityId }: SamlServiceProvider, now: Date): void {
  const { NotBefore, NotOnOrAfter } = conditions.$ ?? {}
  const from = NotBefore === undefined ? null : instant(NotBefore)
  const until = NotOnOrAfter === undefined ? undefined : instant(NotOnOrAfter)
  if (until === null || !isNow(from, until, now))
    throw new UpstreamError(
      'untrustworthy',
      'the assertion has expired or is of the future: look at the clocks',
    )
  const restrictions = childrenOf(conditions, 'AudienceRestriction')
  // Each of them has to name us (Core §2.5.1.4).
  const forUs = restrictions.every((one) =>
    childrenOf(one, 'Audience').some((audience) => audience._?.trim() === ourEntityId),
  )
  if (restrictions.length === 0 || !forUs)
    throw new UpstreamError('untrustworthy', 'the assertion is meant for another audience')
}

function isNow(from: Date | null, until: Date | undefined, now: Date): boolean {
  const at = now.getTime()
  return (!from || from.getTime() <= at + skewMs) && (!until || until.getTime() > at - skewMs)
}

/** In UTC, as Core §1.3.3 asks; null for anything else. */
function instant(text: string | undefined): Date | null {
  if (!text || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)) return null
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? null : at
}

function attributesOf(assertion: Element): Record<string, string[]> {
  const found: Record<string, string[]> = Object.create(null)
  for (const statement of childrenOf(assertion, 'AttributeStatement')) {
    for (const attribute of childrenOf(statement, 'Attribute')) {
      const name = attribute.$?.['Name']
      if (!name) continue
      const values = childrenOf(attribute, 'AttributeValue').flatMap((value) => value._?.trim() || [])
      found[name] = [...(found[name] ?? []), ...values]
    }
  }
  return found
}

/** What the library says. A status message of the provider may name a person, so only the kind of status is kept. */
function translate(error: unknown): UpstreamError {
  if (error instanceof SamlStatusError) {
    const status = /returned (\w{1,40}) error/.exec(error.message)?.[1] ?? 'error'
    return new UpstreamError('declined', status, { cause: error })
  }
  const message = error instanceof Error ? error.message : ''
  const [said] = reasons.find(([, pattern]) => pattern.test(message)) ?? ['the response is not valid']
  return new UpstreamError('untrustworthy', said, { cause: error })
}

const reasons: readonly (readonly [string, RegExp])[] = [
  ['the signature is missing or not by the certificate', /signature|digest|Reference|transforms/i],
  ['the assertion has expired or is of the future: look at the clocks', /expired|not yet valid/i],
  ['the assertion is meant for another audience', /audience/i],
  ['the assertion is not for this request, this address or this time', /InResponseTo|subject confirmation/i],
  ['the response is not XML', /XML|parse|document/i],
]
