import { root } from '../addresses.ts'

/** Sends the page's requests to its own organisation, with the session's cookie. */
export const send = (path: string, init: RequestInit): Promise<Response> =>
  fetch(`${root}${path}`, { ...init, credentials: 'same-origin', redirect: 'error' })
