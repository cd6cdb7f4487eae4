/** Letters that Unicode does not take apart, as people without them on their keyboard write them. */
const spelled: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
}

/** What names are ordered and found by: lower case, without accents, blanks made one. "José  Łuczak" → "jose luczak". */
export function nameKey(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[łøæœßđðþħı]/g, (letter) => spelled[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
}
