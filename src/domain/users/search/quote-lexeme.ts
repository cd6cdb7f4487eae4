/** A lexeme as it stands in the text of a tsvector or a tsquery, whatever it is made of. */
export const quoteLexeme = (lexeme: string) => `'${lexeme.replace(/['\\]/g, '$&$&')}'`
