import { expect, test } from 'vitest'
import { weaknessOfPassphrase } from './weakness-of-passphrase.ts'

const names = ['Amara Okafor', 'am…@northwind.example', 'Northwind Traders', 'id.northwind.example']
const verdict = (text: string) => weaknessOfPassphrase(text, names)

test.for([
  ['', 'too-short'],
  ['elevenchars', 'too-short'],
  ['eleven chars   ', null],
  ['aaaaaaaaaaaaaaa', 'repeated'],
  ['heron heron heron', 'repeated'],
  ['heronheronheron', 'repeated'],
  ['abababababcabab', 'repeated'],
  ['abcdefghijklmnop', 'sequence'],
  ['9876543210987', 'sequence'],
  ['qwertyuiop1234', 'sequence'],
  ['1qaz2wsx3edc4rfv', 'sequence'],
  ['northwind2026!', 'names'],
  ['Amara Okafor 1984', 'names'],
  ['N0rthwind-Am4ra', 'names'],
  ['password1234!', 'common'],
  ['P@ssw0rd P@ssw0rt', 'common'],
  ['northwind password', 'common'],
  ['dragon monkey shadow', 'common'],
  ['northwind heron teapot', null],
  ['tall ship, fine weather', null],
  ['kx7!vq2m#zp9w', null],
  ['дождь идёт с утра', null],
  ['correct summer teapot lantern', null],
] as const)('%s: %s', ([text, expected]) => {
  expect(verdict(text)).toBe(expected)
})
