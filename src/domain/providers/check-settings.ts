import { X509Certificate } from 'node:crypto'
import { Problem } from '#contract/problem.ts'
import type { ProviderKind, ProviderSettings } from '#contract/providers.ts'

export const googleIssuer = 'https://accounts.google.com'

/** One directory by its id. `common`, `organizations` and `consumers` stand for everybody's: any of them could then name our people. */
const microsoftIssuer =
  /^https:\/\/login\.(?:microsoftonline\.com|microsoftonline\.us|partner\.microsoftonline\.cn)\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/v2\.0$/i

/**
 * What a provider of this kind may be set to, with certificates as PEM.
 *
 * @throws {Problem} `invalid-request`, with the field
 */
export function checkSettings(kind: ProviderKind, settings: ProviderSettings): ProviderSettings {
  if ((kind === 'saml') !== (settings.protocol === 'saml'))
    throw wrong(['protocol'], `A provider of the kind ${kind} does not speak ${settings.protocol}`)
  if (settings.protocol === 'saml') {
    return { ...settings, certificates: settings.certificates.map(readCertificate).map(String) }
  }
  const { issuer, scopes } = settings
  const { search, hash } = new URL(issuer)
  // Discovery §2: an issuer has neither.
  if (search || hash) throw wrong(['issuer'], 'An issuer has no query and no fragment')
  if (kind === 'google' && issuer !== googleIssuer)
    throw wrong(['issuer'], `Google’s issuer is ${googleIssuer}`)
  if (kind === 'microsoft' && !microsoftIssuer.test(issuer) && !isLoopback(issuer))
    throw wrong(
      ['issuer'],
      'Name your own directory by its id: https://login.microsoftonline.com/{directory id}/v2.0',
    )
  return { ...settings, scopes: [...new Set(scopes)].filter((scope) => scope !== 'openid') }
}

/** When the last of its certificates ends; null without any. */
export function certificatesEnd(settings: ProviderSettings): Date | null {
  if (settings.protocol !== 'saml') return null
  const ends = settings.certificates.map((pem) => new X509Certificate(pem).validToDate.getTime())
  return new Date(Math.max(...ends))
}

/** Who the subjects are of: a provider under another name of this kind is another provider, with other people behind the same subjects. */
export const authorityOf = (settings: ProviderSettings): string =>
  settings.protocol === 'saml' ? settings.entityId : settings.issuer

function readCertificate(text: string, index: number): X509Certificate {
  const base64 = text.replace(/-----(?:BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '')
  const at = ['certificates', String(index)]
  if (!/^[A-Za-z0-9+/]+=*$/.test(base64)) throw wrong(at, 'A certificate is PEM or base64')
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(Buffer.from(base64, 'base64'))
  } catch (cause) {
    throw wrong(at, 'This is no certificate', cause)
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    throw wrong(at, 'Signatures are checked with RSA keys of 2048 bits or more')
  return certificate
}

const isLoopback = (issuer: string) => issuer.startsWith('http:')

function wrong(path: readonly string[], message: string, cause?: unknown): Problem {
  const issues = [{ path: ['settings', ...path], message }]
  return new Problem('invalid-request', message, { members: { issues }, cause })
}
