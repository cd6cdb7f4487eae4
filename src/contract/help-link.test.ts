import { expect, test } from 'vitest'
import { helpLink } from './help-link.ts'

test.for([
  ['it@northwind.example', 'mail', 'mailto:it@northwind.example'],
  [' +49 (30) 901820 ', 'call', 'tel:+4930901820'],
  ['https://help.northwind.example/now', 'page', 'https://help.northwind.example/now'],
] as const)('%s is reached', ([address, by, href]) => {
  expect(helpLink(address)).toEqual({ by, href })
})

test.for([
  undefined,
  '',
  'ask Amara',
  'javascript:alert(1)',
  'it@northwind.example?body=x',
  'http://help.northwind.example',
])('%s is nothing to tap on', (address) => {
  expect(helpLink(address)).toBeNull()
})
