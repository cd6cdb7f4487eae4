import * as z from 'zod/mini'
import { SignInId } from '#contract/ids.ts'
import { type SignInView, viewSignIn } from '#domain/sign-in/view-sign-in.ts'
import { type Actor, nobody, transact, type Work } from '#domain/work.ts'
import { cookiesOf } from './browser-cookies.ts'
import type { Call, Edge } from './edge.ts'
import { siteOf } from './serve-page.ts'

/** What the routes of a sign-in have in common: which one it is, and a unit of work as nobody in particular. */
export function idOf(c: Call): SignInId | undefined {
  return z.safeParse(SignInId, c.req.param('id')).data
}

export const pathOf = (c: Call, id: SignInId): string => `${siteOf(c).base}/sign-in/${id}`

export const placeOf = (edge: Edge, c: Call) => edge.findPlace(c.var.origin.ip)

export const nobodyOf = (c: Call): Actor => nobody(c.var.tenancy.tenantId, c.var.origin)

export const unit = <T>(
  edge: Edge,
  c: Call,
  access: 'read' | 'write',
  run: (work: Work) => Promise<T>,
): Promise<T> => transact(edge.ground, c.var.tenancy, access, nobodyOf(c), run)

export const look = (edge: Edge, c: Call, id: SignInId): Promise<SignInView> =>
  unit(edge, c, 'read', (work) => viewSignIn(work, { id, cookies: cookiesOf(c) }))
