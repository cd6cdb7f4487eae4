import { domainToASCII } from 'node:url'

/**
 * What makes two addresses one: outer blanks gone, NFKC, lower case, and the host as ASCII (IDNA, UTS #46). The local part
 * is folded as well: no mail server in use tells `Kim@` from `kim@`, and twins are worse than the one exception.
 */
export function emailKey(text: string): string {
  const folded = text.normalize('NFKC').trim().toLowerCase().normalize('NFKC')
  const at = folded.lastIndexOf('@')
  if (at < 0) return folded
  const host = folded.slice(at + 1)
  // An impossible host (`domainToASCII` says '') stays as it is: the key of nobody.
  return `${folded.slice(0, at)}@${domainToASCII(host) || host}`
}
