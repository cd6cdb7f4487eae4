import type { Tenancy } from '../work.ts'

/**
 * Whether phones can be enrolled at these addresses. Passkeys, keys and QR codes are bound to them, and browsers allow their
 * making only over https, or on this computer at localhost.
 */
export function canEnrol({ baseUrl, appUrl }: Pick<Tenancy, 'baseUrl' | 'appUrl'>): boolean {
  return [baseUrl, appUrl].every((address) => {
    const { protocol, hostname } = new URL(address)
    return protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost')
  })
}
