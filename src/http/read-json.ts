import { Problem } from '#contract/problem.ts'

/** What no request of ours comes near; larger ones are refused before they are read to the end. */
export const maximumBodyBytes = 256 * 1024
/** Deeper than any request of ours, and far from where parsers and `jsonb` run out of stack. */
export const maximumDepth = 64

/**
 * The bytes of a body, read from the stream no further than the limit.
 *
 * @throws {Problem} `body-too-large`
 */
export async function readBody(
  request: Request,
  maximum = maximumBodyBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new Problem('body-too-large')
  if (Number(request.headers.get('content-length') ?? 0) > maximum) throw tooLarge()
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body) {
    length += chunk.byteLength
    if (length > maximum) throw tooLarge()
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

/**
 * Reads JSON (RFC 8259) in UTF-8; an empty body is `{}`.
 *
 * @throws {Problem} `invalid-request`, `body-too-deep`, `unsupported-media-type`
 */
export function parseJson(bytes: Uint8Array, contentType: string | undefined): unknown {
  if (bytes.byteLength === 0) return {}
  if (!/^application\/json\s*(?:;|$)/i.test(contentType ?? '')) throw new Problem('unsupported-media-type')
  if (isTooDeep(bytes)) throw new Problem('body-too-deep')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new Problem('invalid-request', 'The body is not JSON', { cause })
  }
}

/** Counts brackets outside strings, once over the bytes: before anything recursive sees them. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (inString) {
      if (byte === 0x5c) at++
      else if (byte === 0x22) inString = false
    } else if (byte === 0x22) inString = true
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1
      if (depth > maximumDepth) return true
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1
  }
  return false
}
