import pg from 'pg'

/** How values come back, the same on both engines. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === pg.types.builtins.INT8) return Number
      // A day is a day, in no time zone: its text, not an instant.
      if (oid === pg.types.builtins.DATE) return String
      if (oid === pg.types.builtins.INTERVAL) return String
    }
    return pg.types.getTypeParser(oid, format)
  }) as typeof pg.types.getTypeParser,
}
