import { expect, test } from 'vitest'
import { acceptedLanguage, acceptedTags } from './accepted-language.ts'

test('the languages of a browser, heaviest first, without those that it refuses', () => {
  expect(acceptedTags('fr;q=0.2, de-AT, en;q=0.7, it;q=0')).toEqual(['de-AT', 'en', 'fr'])
  expect(acceptedTags('de, fr')).toEqual(['de', 'fr'])
})

test('English for whoever asks for nothing that is spoken, and for what is no list at all', () => {
  for (const header of [undefined, '', '*', 'xx-YY;q=1', ';;;,q=,=', 'x'.repeat(9000), '__proto__'])
    expect(acceptedLanguage(header)).toBe('en')
})
