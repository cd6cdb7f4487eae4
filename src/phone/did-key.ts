/**
 * `did:key` of an Ed25519 public key (did:key method, "Ed25519"): multibase base58btc of the multicodec prefix 0xed01 and the key.
 */
export function didOfPublicKey(publicKey: Uint8Array): string {
  return `did:key:z${base58btc(Uint8Array.of(0xed, 0x01, ...publicKey))}`
}

/** The only key of a `did:key` is named by the DID's own last part. */
export const keyIdOfDid = (did: string): string => `${did}#${did.slice('did:key:'.length)}`

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

function base58btc(bytes: Uint8Array): string {
  let number = 0n
  for (const byte of bytes) number = number * 256n + BigInt(byte)
  let text = ''
  for (; number > 0n; number /= 58n) text = (alphabet[Number(number % 58n)] ?? '') + text
  // A leading zero byte is a leading "1".
  for (const byte of bytes) {
    if (byte !== 0) break
    text = `1${text}`
  }
  return text
}
