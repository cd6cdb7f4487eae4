import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export interface TestCertificate {
  /** PEM (PKCS #8). */
  readonly key: string
  /** PEM. */
  readonly certificate: string
}

/** An RSA key with a certificate that it signed itself (RFC 5280 §4.1), as identity providers show them. */
export function makeCertificate(
  options: { readonly bits?: number; readonly until?: Date } = {},
): TestCertificate {
  const { bits = 2048, until = new Date('2049-01-01T00:00:00Z') } = options
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  const algorithm = sequence(sha256WithRsa, tagged(0x05))
  const name = sequence(tagged(0x31, sequence(commonName, tagged(0x0c, Buffer.from('test')))))
  const toSign = sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    name,
    sequence(utc(new Date('2020-01-01T00:00:00Z')), utc(until)),
    name,
    spki(publicKey),
  )
  const signature = sign('sha256', toSign, privateKey)
  const der = sequence(toSign, algorithm, tagged(0x03, Buffer.concat([Buffer.of(0), signature])))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${der
      .toString('base64')
      .replace(/.{64}/g, '$&\n')
      .trimEnd()}\n-----END CERTIFICATE-----\n`,
  }
}

/** 1.2.840.113549.1.1.11 and 2.5.4.3. */
const sha256WithRsa = Buffer.from('06092a864886f70d01010b', 'hex')
const commonName = Buffer.from('0603550403', 'hex')

const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' })
const sequence = (...parts: readonly Buffer[]) => tagged(0x30, ...parts)

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size =
    length < 0x80
      ? Buffer.of(length)
      : length < 0x100
        ? Buffer.of(0x81, length)
        : Buffer.of(0x82, length >> 8, length & 0xff)
  return Buffer.concat([Buffer.of(tag), size, content])
}

/** UTCTime: two digits of the year, which stand for 1950 to 2049. */
const utc = (at: Date) => tagged(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`))
