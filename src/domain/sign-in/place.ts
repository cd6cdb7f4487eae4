/** Where an address is, as far as anybody knows. */
export interface Place {
  readonly city: string | null
  readonly country: string | null
}

/** "Berlin, Germany"; null where nothing is known. */
export function placeWords(place: Place | null): string | null {
  const known = [place?.city, place?.country].filter((part) => part != null && part !== '')
  return known.length > 0 ? known.join(', ') : null
}
