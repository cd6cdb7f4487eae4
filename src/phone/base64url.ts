/** Bytes that WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>

export function base64url(bytes: Uint8Array | ArrayBuffer): string {
  let binary = ''
  for (const byte of bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes))
    binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** @throws {Error} when it is not base64url. */
export function fromBase64url(text: string): Bytes {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Error('not base64url')
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

export const utf8 = (text: string): Bytes => new Uint8Array(new TextEncoder().encode(text))

export const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

export const randomBytes = (count: number): Bytes => crypto.getRandomValues(new Uint8Array(count))

export async function sha256(data: string | Bytes): Promise<Bytes> {
  const bytes = typeof data === 'string' ? utf8(data) : data
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** base64url SHA-256: the protocol's `H(x)`. */
export async function hash(data: string | Bytes): Promise<string> {
  return base64url(await sha256(data))
}
