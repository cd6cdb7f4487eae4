import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keepMasterKey, masterKeyFile, parseMasterKey } from './master-key.ts'

function freshFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-key-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('the first start makes a key that only the owner may read, and later starts find it', () => {
  const folder = join(freshFolder(), 'data')
  const key = keepMasterKey(folder)
  expect(key).toHaveLength(32)
  expect(keepMasterKey(folder)).toEqual(key)
  expect(statSync(masterKeyFile(folder)).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder)).toEqual(['master-key'])
  expect(keepMasterKey(join(freshFolder(), 'data'))).not.toEqual(key)
})

test('a damaged key is reported, and never replaced', () => {
  const folder = freshFolder()
  for (const damaged of ['', 'short', `${'A'.repeat(43)}=extra`]) {
    writeFileSync(masterKeyFile(folder), damaged, { mode: 0o600 })
    expect(() => keepMasterKey(folder)).toThrow('put it back from your backup')
    expect(readFileSync(masterKeyFile(folder), 'utf8')).toBe(damaged)
  }
})

test('a key that others could read is refused', () => {
  const folder = freshFolder()
  keepMasterKey(folder)
  chmodSync(masterKeyFile(folder), 0o644)
  expect(() => keepMasterKey(folder)).toThrow('can be read by others')
})

test('a key is 32 bytes in base64 or base64url, and nothing else', () => {
  const key = Buffer.alloc(32, 0xfb)
  expect(parseMasterKey(key.toString('base64'))).toEqual(key)
  expect(parseMasterKey(` ${key.toString('base64url')}\n`)).toEqual(key)
  for (const wrong of ['', 'x', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')]) {
    expect(parseMasterKey(wrong)).toBeUndefined()
  }
})
