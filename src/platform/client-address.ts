import ipaddr from 'ipaddr.js'

/** What is known of the far side of a request, after the proxies that are trusted. */
export interface ClientAddress {
  /** Canonical text: IPv4 dotted, also when it came mapped into IPv6; IPv6 short, without zone. */
  readonly ip: string
  readonly protocol: 'http' | 'https'
  /** As in the Host header, lower case, with the port where there is one; undefined when there was none. */
  readonly host: string | undefined
  /** Whether forwarding headers were sent, believed or not: such a request is not from this computer. */
  readonly forwarded: boolean
}

export type ReadClientAddress = (request: {
  /** The address at the other end of the socket. */
  readonly socketAddress: string
  readonly encrypted: boolean
  readonly headers: Headers
}) => ClientAddress

/**
 * Reads the client's address. `X-Forwarded-For`, `-Proto` and `-Host` are believed only from a trusted proxy, and
 * of the first only as far back as trusted proxies go: the right-most other address is the client, since
 * everything left of it was written by who knows whom.
 *
 * @param trusted addresses and CIDR ranges.
 */
export function createClientAddressReader(trusted: readonly string[]): ReadClientAddress {
  const ranges = trusted.map(parseRange)
  const isTrusted = (address: Address) =>
    ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))

  return ({ socketAddress, encrypted, headers }) => {
    const socket = parseAddress(socketAddress)
    if (!socket) throw new TypeError('the socket has no address')
    const forwarded = [
      'x-forwarded-for',
      'x-forwarded-proto',
      'x-forwarded-host',
      'forwarded',
      'x-real-ip',
      'via',
    ].some((name) => headers.has(name))
    const direct: ClientAddress = {
      ip: socket.toString(),
      protocol: encrypted ? 'https' : 'http',
      host: readHost(headers.get('host')),
      forwarded,
    }
    if (!isTrusted(socket)) return direct

    let client = socket
    const hops = splitList(headers.get('x-forwarded-for'))
    while (isTrusted(client)) {
      const hop = hops.pop()
      if (hop === undefined) break
      const address = parseAddress(hop)
      // A trusted proxy that passes on nonsense: what is left of it cannot be believed either.
      if (!address) break
      client = address
    }
    // The right-most value is the one that the nearest trusted proxy wrote.
    const protocol = splitList(headers.get('x-forwarded-proto')).pop()?.toLowerCase()
    const host = readHost(splitList(headers.get('x-forwarded-host')).pop() ?? null)
    return {
      ip: client.toString(),
      protocol: protocol === 'https' || protocol === 'http' ? protocol : direct.protocol,
      host: host ?? direct.host,
      forwarded,
    }
  }
}

/** Whether `ip` is this computer itself. */
export function isLoopbackAddress(ip: string): boolean {
  return parseAddress(ip)?.range() === 'loopback'
}

/**
 * What tries are counted by: an IPv4 address itself, of IPv6 the network of 64 bits, in which one household has as many addresses as it
 * likes. Text that is no address counts as itself.
 */
export function addressBlock(ip: string): string {
  return networkOf(ip, { ipv4: 4, ipv6: 8 })
}

/** What one subscriber is commonly given, and the neighbours of an IPv4 address: the /24, and the /48 of IPv6. */
export function addressNeighbourhood(ip: string): string {
  return networkOf(ip, { ipv4: 3, ipv6: 6 })
}

function networkOf(ip: string, keep: { readonly ipv4: number; readonly ipv6: number }): string {
  const address = parseAddress(ip)
  if (!address) return ip
  const kept = keep[address.kind()]
  const bytes = address.toByteArray()
  if (kept === bytes.length) return address.toString()
  const network = bytes.map((byte, at) => (at < kept ? byte : 0))
  return `${ipaddr.fromByteArray(network).toString()}/${kept * 8}`
}

type Address = ipaddr.IPv4 | ipaddr.IPv6

function parseRange(text: string): [Address, number] {
  if (text.includes('/')) {
    const [network, bits] = ipaddr.parseCIDR(text)
    if (network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress() && bits >= 96) {
      return [network.toIPv4Address(), bits - 96]
    }
    return [network, bits]
  }
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** Reads one address as proxies write it: with a port, in brackets, with a zone; undefined when it is none. */
function parseAddress(text: string): Address | undefined {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
  // Octal, hexadecimal and shortened forms mean different things to different readers.
  if (!bare.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(bare)) return undefined
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : undefined
}

function readHost(value: string | null): string | undefined {
  const host = value?.trim().toLowerCase()
  return host && /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.test(host) ? host : undefined
}

const splitList = (value: string | null) =>
  (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
