const either = new Intl.ListFormat(undefined, { type: 'disjunction' })

/** The phones that could confirm, as one reads them: "Pixel 9 or Work phone". */
export const phonesOf = (names: readonly string[]): string => either.format(names)
