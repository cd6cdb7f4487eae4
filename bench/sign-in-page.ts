import { type Caller, expectStatus } from './http.ts'

/** Addresses of their own for as many strangers as there are turns: many from one are held up. */
export const addressOf = (turn: number): string =>
  `10.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}`

/** A browser that was never here comes to sign in: it is sent to a page of its own, and is shown that. */
export async function openSignInPage(
  caller: Caller,
  { path = '', ip }: { path?: string; ip: string },
): Promise<{ page: string; cookie: string }> {
  const headers = { 'x-forwarded-for': ip }
  const begun = expectStatus(await caller.call('GET', `${path}/sign-in?to=/account`, { headers }), 303)
  const cookie = begun.cookies.map(([name, value]) => `${name}=${value}`).join('; ')
  const page = new URL(begun.location ?? '', caller.origin).pathname
  expectStatus(await caller.call('GET', page, { cookie, headers }), 200)
  return { page, cookie }
}
