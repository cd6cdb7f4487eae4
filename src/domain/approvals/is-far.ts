/** Whether a request came from a browser in another country than the phone: false where either is not known. */
export const isFar = (request: { readonly country: string | null }, phoneCountry: string | null): boolean =>
  request.country !== null && phoneCountry !== null && request.country !== phoneCountry
