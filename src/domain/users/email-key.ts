import { domainToASCII } from 'node:url'

/**
 * What makes two addresses one: outer blanks gone, NFKC, lower case, and the host as ASCII (IDNA, UTS #46). The local part
 * is folded as well: no mail server in use tells `Kim@` from `kim@`, and twins are worse than the one exception.
 */
export function emailKey(text: string): string {
  const [local, host] = split(text)
  return host === undefined ? folded(local) : `${folded(local)}@${asciiHost(host)}`
}

/** The address that mail goes to: as it was typed, with the host as ASCII, which every mail server understands. */
export function mailAddress(text: string): string {
  const [local, host] = split(text)
  return host === undefined ? local : `${local}@${asciiHost(host)}`
}

/** An impossible host (`domainToASCII` says '') stays as it is: the key of nobody. */
const asciiHost = (host: string) => domainToASCII(folded(host)) || folded(host)

/** Lower case first changes what NFKC then composes, so it is applied around it. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase().normalize('NFKC')

function split(text: string): [local: string, host?: string] {
  const whole = text.normalize('NFKC').trim()
  const at = whole.lastIndexOf('@')
  return at < 0 ? [whole] : [whole.slice(0, at), whole.slice(at + 1)]
}
