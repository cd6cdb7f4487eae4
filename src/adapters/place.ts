import { readFileSync } from 'node:fs'
import { type CityResponse, Reader } from 'mmdb-lib'
import type { FindPlace } from '#domain/ports.ts'

/**
 * Finds places in a MaxMind database of cities or countries, which lies in memory from then on.
 *
 * @throws {Error} when the file is missing or is no such database.
 */
export function createPlaceFinder(file: string): FindPlace {
  const reader = new Reader<CityResponse>(readFileSync(file))
  return (ip) => {
    const found = lookUp(reader, ip)
    const city = found?.city?.names.en ?? null
    const country = found?.country?.iso_code ?? found?.registered_country?.iso_code ?? null
    return city === null && country === null ? null : { city, country }
  }
}

/** For installations without such a file. */
export const nobodyKnows: FindPlace = () => null

/** The reader throws for what is no address: nobody knows where that is. */
function lookUp(reader: Reader<CityResponse>, ip: string): CityResponse | null {
  try {
    return reader.get(ip)
  } catch {
    return null
  }
}
