import { expect, test } from 'vitest'
import { emailKey } from './email-key.ts'

/** Spellings of one mailbox, as people, keyboards and other systems write it. */
const same: readonly [string, readonly string[]][] = [
  ['kim@example.com', ['Kim@Example.com', ' kim@example.com ', 'KIM@EXAMPLE.COM', 'kim@eXAMPLE.com']],
  // Full-width letters and sign of East Asian keyboards (NFKC).
  ['kim@example.com', ['ｋｉｍ@example.com', 'kim＠example.com', 'kim@ｅｘａｍｐｌｅ.com']],
  // The ideographic full stop separates labels as well (UTS #46 §2.3).
  ['kim@example.com', ['kim@example。com', 'kim@example．com', 'kim@example｡com']],
  // Composed and decomposed letters (NFC, NFD).
  ['josé@example.com', ['jose\u0301@example.com', 'JOSÉ@example.com', 'JOSE\u0301@EXAMPLE.COM']],
  // Ligatures and other compatibility forms.
  ['office@example.com', ['oﬃce@example.com']],
  // International hosts: Unicode, upper case and Punycode (IDNA).
  ['kim@xn--bcher-kva.example', ['kim@bücher.example', 'kim@BÜCHER.example', 'KIM@XN--BCHER-KVA.example']],
  ['kim@xn--r8jz45g.xn--zckzah', ['kim@例え.テスト']],
  // The sharp s is a letter of its own in hosts (IDNA 2008), in whichever case.
  ['kim@xn--strae-oqa.example', ['kim@straße.example', 'kim@STRAẞE.example']],
  // Cyrillic, of which upper case is folded as well.
  ['иван@example.com', ['ИВАН@example.com']],
  ['σίσυφος@example.com', ['ΣΊΣΥΦΟΣ@example.com']],
  // A sign that lower case turns into a letter with a mark, which composes only then.
  ['i̇@example.com', ['İ@example.com']],
]

test.for(same.flatMap(([key, spellings]) => [key, ...spellings].map((text) => [text, key] as const)))(
  '%s is %s',
  ([text, key]) => {
    expect(emailKey(text)).toBe(key)
    // Applied to itself it changes nothing: a key is found by its own key.
    expect(emailKey(emailKey(text))).toBe(key)
  },
)

test.for([
  // Signs that mail servers tell apart, or of which only some servers do not.
  ['kim.lee@example.com', 'kimlee@example.com'],
  ['kim+a@example.com', 'kim@example.com'],
  // Letters of other alphabets that look alike.
  ['kim@example.com', 'kіm@example.com'],
  ['pаypal@example.com', 'paypal@example.com'],
  ['kim@bücher.example', 'kim@bucher.example'],
  ['strasse@example.com', 'straße@example.com'],
  ['kim@example.com', 'kim@example.org'],
  ['a"@"b@example.com', 'b@example.com'],
])('%s and %s are two', ([one = '', other = '']) => {
  expect(emailKey(one)).not.toBe(emailKey(other))
})
