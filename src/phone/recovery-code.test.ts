import { expect, test } from 'vitest'
import { backupParameters } from '#contract/device-messages.ts'
import { base64url, fromBase64url } from './base64url.ts'
import { makeRecoveryCode, readRecoveryCode, spacedRecoveryCode, writeRecoveryCode } from './recovery-code.ts'
import vector from './vectors/backup-code.json' with { type: 'json' }

test('the published code is written and read, however it was typed', async () => {
  expect(await writeRecoveryCode(fromBase64url(vector.code))).toBe(vector.text)
  for (const typed of [
    vector.text,
    ...vector.same,
    `${vector.text.slice(0, 13)}–${vector.text.slice(13)}\n`,
  ]) {
    const read = await readRecoveryCode(typed)
    expect(read instanceof Uint8Array && base64url(read), typed).toBe(vector.code)
  }
})

test('every code survives its own writing', async () => {
  const codes = [
    new Uint8Array(16),
    new Uint8Array(16).fill(255),
    ...Array.from({ length: 20 }, makeRecoveryCode),
  ]
  for (const code of codes) {
    const text = await writeRecoveryCode(code)
    expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
    expect(await readRecoveryCode(spacedRecoveryCode(text))).toEqual(code)
  }
})

test('says what is wrong: how long it is, what is in it, or a slip', async () => {
  const { text } = vector
  expect(await readRecoveryCode(text.slice(1))).toEqual({
    wrong: 'length',
    count: backupParameters.codeCharacters - 1,
  })
  expect(await readRecoveryCode(`${text}0`)).toEqual({
    wrong: 'length',
    count: backupParameters.codeCharacters + 1,
  })
  expect(await readRecoveryCode(`${text.slice(1)}U`)).toEqual({ wrong: 'character' })
  expect(await readRecoveryCode('')).toEqual({ wrong: 'length', count: 0 })
})

test('three of four slips in one place are found', async () => {
  let found = 0
  let tried = 0
  for (let place = 0; place < vector.text.length; place++) {
    for (const other of '37BKRX') {
      if (vector.text[place] === other) continue
      tried++
      const read = await readRecoveryCode(vector.text.slice(0, place) + other + vector.text.slice(place + 1))
      if (!(read instanceof Uint8Array)) found++
    }
  }
  expect(found / tried).toBeGreaterThan(0.65)
})
