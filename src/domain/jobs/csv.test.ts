import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('what needs it is quoted, and nothing is', () => {
  expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', null, 3, true, new Date(0)])).toBe(
    'a,"b,c","say ""hi""","two\nlines",,3,true,1970-01-01T00:00:00.000Z\r\n',
  )
})

test.for([
  '=HYPERLINK("http://evil.example")',
  '+44 7700 900123',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '  =1',
  '＝1+1',
])('%s is text to a spreadsheet', (typed) => {
  const line = csvLine([typed]).trimEnd()
  expect(line.replace(/^"/, '').startsWith("'")).toBe(true)
})
