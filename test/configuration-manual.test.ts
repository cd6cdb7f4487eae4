import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settings } from '#platform/config.ts'

const manual = readFileSync(join(import.meta.dirname, '..', 'docs', 'configuration.md'), 'utf8')

/** The cells of the table's rows; a bar inside one is escaped. */
const rows = manual
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  )

test('the manual says of every variable what the program says of it, and knows no other', () => {
  const code = (text: string | undefined) => (text === undefined ? '' : `\`${text}\``)
  expect(rows).toEqual(
    settings.map((setting) => [
      `\`${setting.name}\``,
      setting.meaning,
      code(setting.default),
      code(setting.example),
    ]),
  )
})
