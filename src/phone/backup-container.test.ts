import { createDecipheriv, createHash, hkdfSync, pbkdf2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { backupLink, backupParameters } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import {
  BackupError,
  type BackupSecret,
  openContainer,
  readSealedBackup,
  sealContainer,
} from './backup-container.ts'
import { fromBase64url } from './base64url.ts'
import { createMemoryKeyStore } from './memory-key-store.ts'
import type { Phone } from './phone.ts'
import { openBackup } from './restore.ts'
import ofCode from './vectors/backup-code.json' with { type: 'json' }
import ofPassphrase from './vectors/backup-pbkdf2-sha256.json' with { type: 'json' }

const phone: Phone = {
  store: createMemoryKeyStore(),
  clock: () => new Date(),
  fetch: () => Promise.reject(new TypeError('nobody is called')),
}
const passphrase = (text: string): BackupSecret => ({ kind: 'passphrase', passphrase: text })
const code: BackupSecret = { kind: 'code', code: fromBase64url(ofCode.code) }
const vectors = [
  { ...ofPassphrase, secret: passphrase(ofPassphrase.passphrase) },
  { ...ofCode, secret: code },
]
const whyOf = async (container: string, secret: BackupSecret) => {
  try {
    await openBackup(phone, readSealedBackup(container), secret)
    return 'opened'
  } catch (error) {
    if (error instanceof BackupError) return error.why
    if (error instanceof Problem) return error.code
    throw error
  }
}

test('the published containers open, as a link and as they are', async () => {
  for (const { container, content, secret } of vectors) {
    const link = backupLink('https://id.northwind.example', container)
    expect(link.length).toBeLessThan(backupParameters.maximumLink)
    for (const text of [container, ` ${link}\n`])
      expect(await openContainer(readSealedBackup(text), secret)).toEqual(content)
    const opened = await openBackup(phone, readSealedBackup(container), secret)
    expect(opened.accounts.map(({ iss, org }) => [iss, org])).toEqual(
      content.identities[0]?.enrolments.map(({ iss, org }) => [iss, org]),
    )
    expect(opened.madeAt).toBe(content.made_at)
    expect(JSON.stringify(opened), 'the seed does not lie about').not.toContain(content.identities[0]?.seed)
  }
})

test('every published fault is refused for what it is', async () => {
  for (const { invalid, secret, kdf } of vectors) {
    for (const { what, why, container } of invalid)
      expect(await whyOf(container, secret), `${kdf}: ${what}`).toBe(why)
  }
})

test('another secret opens nothing, and neither does one of the other kind', async () => {
  expect(await whyOf(ofPassphrase.container, passphrase('a tall ship and fine feather'))).toBe('wrong-secret')
  expect(await whyOf(ofPassphrase.container, code)).toBe('wrong-secret')
  expect(await whyOf(ofCode.container, passphrase(ofCode.text))).toBe('wrong-secret')
  expect(await whyOf(ofCode.container, { kind: 'code', code: new Uint8Array(16) })).toBe('wrong-secret')
  for (const same of ofPassphrase.same)
    expect(await whyOf(ofPassphrase.container, passphrase(same)), same).toBe('opened')
})

test('keys are derived as the standards say, by another implementation', async () => {
  const salt = Buffer.from(ofCode.header.kdf.s, 'base64url')
  const keyOf = (input: Uint8Array) =>
    Buffer.from(hkdfSync('sha256', input, salt, backupParameters.info, 32)).toString('base64url')
  const text = ofPassphrase.passphrase.normalize('NFKC')
  const stretched = pbkdf2Sync(text, salt, ofPassphrase.header.kdf.i, 32, 'sha256')
  expect(stretched.toString('base64url')).toBe(ofPassphrase.derived.stretched)
  expect(keyOf(stretched)).toBe(ofPassphrase.derived.key)
  expect(keyOf(fromBase64url(ofCode.code))).toBe(ofCode.derived.key)

  const [h = '', i = '', c = ''] = (
    await sealContainer(ofCode.content as Parameters<typeof sealContainer>[0], code)
  ).split('.')
  const header = JSON.parse(Buffer.from(h, 'base64url').toString())
  const fresh = hkdfSync(
    'sha256',
    fromBase64url(ofCode.code),
    Buffer.from(header.kdf.s, 'base64url'),
    'lk-backup-1',
    32,
  )
  const sealed = Buffer.from(c, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(fresh), Buffer.from(i, 'base64url'))
  decipher.setAAD(Buffer.from(h)).setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  expect(JSON.parse(plain.toString())).toEqual(ofCode.content)
  expect(createHash('sha256').update(fromBase64url(ofCode.code)).digest().readUInt8(0) >> 6).toBe(
    ofCode.check,
  )
})

test('what is written is different each time and says how it is sealed', async () => {
  const content = ofPassphrase.content as Parameters<typeof sealContainer>[0]
  const [one, two] = [await sealContainer(content, code), await sealContainer(content, code)]
  expect(one.split('.')[0]).not.toBe(two.split('.')[0])
  expect(one.split('.')[1]).not.toBe(two.split('.')[1])
  const sealed = readSealedBackup(await sealContainer(content, passphrase('a tall ship and fine weather')))
  expect(sealed.header.kdf).toMatchObject({ n: 'pbkdf2-sha256', i: backupParameters.iterations.least })
  expect(sealed.opensWith).toBe('passphrase')
})

test('other texts are no backups', () => {
  const texts = [
    '',
    'hello',
    'a.b.c',
    'https://id.northwind.example/app/claim#v=1&iss=https://x.example&t=abc',
  ]
  for (const text of texts) expect(() => readSealedBackup(text), text).toThrow(BackupError)
  const newer = 'https://id.northwind.example/app/backup#v=2&b=a.b.c'
  expect(() => readSealedBackup(newer)).toThrow(Problem)
})
