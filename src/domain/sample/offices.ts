/** Where the made-up people work. Addresses are those that documentation may use (RFC 5737). */
export interface Office {
  readonly city: string
  readonly country: string
  /** Hours ahead of UTC. */
  readonly ahead: number
  readonly network: string
  /** How many of a hundred people. */
  readonly share: number
}

export const offices: readonly Office[] = [
  { city: 'London', country: 'United Kingdom', ahead: 0, network: '192.0.2', share: 34 },
  { city: 'Berlin', country: 'Germany', ahead: 1, network: '198.51.100', share: 24 },
  { city: 'Madrid', country: 'Spain', ahead: 1, network: '203.0.113', share: 18 },
  { city: 'Dubai', country: 'United Arab Emirates', ahead: 4, network: '192.0.2', share: 9 },
  { city: 'Lagos', country: 'Nigeria', ahead: 1, network: '198.51.100', share: 8 },
  { city: 'Singapore', country: 'Singapore', ahead: 8, network: '203.0.113', share: 7 },
]

export const userAgents: readonly string[] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
]

export const phoneModels = [
  { name: 'iPhone', model: 'iPhone', platform: 'ios', osVersion: '26.1' },
  { name: 'Pixel 9', model: 'Pixel 9', platform: 'android', osVersion: '16' },
  { name: 'Galaxy S25', model: 'SM-S931B', platform: 'android', osVersion: '16' },
  { name: 'Work phone', model: 'Pixel 8a', platform: 'android', osVersion: '15' },
] as const
