import { createHash } from 'node:crypto'

/**
 * The id that this thing of the sample data has in this organisation, each time it is asked for: so that a later step names what an earlier
 * one made, also after a restart. A UUIDv7 by its form (RFC 9562 §5.7), of that instant.
 */
export function sampleId(tenantId: string, name: string, at: Date): string {
  const digest = createHash('sha256').update(`sample:${tenantId}:${name}`).digest()
  const time = at.getTime().toString(16).padStart(12, '0')
  const a = (0x7000 | (digest.readUInt16BE(0) & 0xfff)).toString(16)
  const b = (0x8000 | (digest.readUInt16BE(2) & 0x3fff)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${digest.toString('hex', 4, 10)}`
}
