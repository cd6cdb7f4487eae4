/**
 * As much of PostgreSQL's frontend/backend protocol (PostgreSQL manual, "Message Formats") as the embedded
 * database needs: a message is a type byte, a length that counts itself, and a body.
 */

/** One message. */
export function frame(type: string, body: string | Uint8Array): Buffer {
  const content = Buffer.from(body)
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(content.length + 4, 1)
  return Buffer.concat([head, content])
}

/** How many messages of each type there are. */
export function countMessages(bytes: Uint8Array): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { type } of messages(bytes)) counts.set(type, (counts.get(type) ?? 0) + 1)
  return counts
}

/** SQLSTATE of the first error in an answer. */
export function firstErrorCode(answer: Uint8Array): string | undefined {
  for (const { type, body } of messages(answer)) {
    if (type !== 'E') continue
    const fields = body.toString('utf8').split('\0')
    return fields.find((field) => field.startsWith('C'))?.slice(1) ?? 'XX000'
  }
  return undefined
}

/** Where the last message ends that asks the server to answer (Sync or Query), or 0. */
export function endOfLastRequest(bytes: Uint8Array): number {
  let end = 0
  for (const message of messages(bytes)) if (message.type === 'S' || message.type === 'Q') end = message.end
  return end
}

function* messages(bytes: Uint8Array) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at + 5 <= buffer.length) {
    const end = at + 1 + buffer.readUInt32BE(at + 1)
    if (end > buffer.length) return
    yield { type: String.fromCharCode(buffer[at] ?? 0), body: buffer.subarray(at + 5, end), end }
    at = end
  }
}
