import { setCookie } from 'hono/cookie'
import type * as contract from '#contract/me.ts'
import { Problem } from '#contract/problem.ts'
import { countOpenCases } from '#domain/cases/list-cases.ts'
import { canEnrol } from '#domain/claims/can-enrol.ts'
import { findFewTexts } from '#domain/codes/few-texts.ts'
import { isSample } from '#domain/sample/fill.ts'
import { endSession } from '#domain/sessions/end-session.ts'
import { cookieAttributes, sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { findProofs } from '#domain/sign-in/find-proofs.ts'
import { listOwnOrganisations as listOrganisations } from '#domain/tenants/list-own-organisations.ts'
import { getUser } from '#domain/users/get-user.ts'
import type { Handler } from './mount.ts'

export const getMe: Handler<typeof contract.getMe> = async (work, _input, { edge, session }) => {
  if (!session) throw new Problem('unauthenticated')
  const { userId } = session
  const { tenantId, slug, baseUrl } = work.base
  const { permissions } = work.actor
  // They travel together.
  const [{ id, name, email, adminRole, passkeys }, openCases, fewTexts, proofs, sample] = await Promise.all([
    getUser(work, { userId }),
    permissions.has('cases:read') ? countOpenCases(work) : null,
    permissions.has('settings:read') ? findFewTexts(work) : null,
    findProofs(work, { userId }),
    isSample(work),
  ])
  return {
    user: { id, name, email, adminRole },
    session: { id: session.id, expiresAt: session.expiresAt, provedAt: session.provedAt },
    proofs,
    hasPasskey: passkeys > 0,
    openCases,
    fewTexts,
    permissions: [...permissions],
    organisation: { id: tenantId, name: work.base.name, slug, baseUrl, sample },
    mail: edge.mailKind(),
    sms: work.channels.sms ? 'http' : 'none',
    enrolment: canEnrol(work.base) ? 'ok' : 'needs-https',
  }
}

export const listOwnOrganisations: Handler<typeof contract.listOwnOrganisations> = async (
  work,
  _input,
  { edge, session },
) => {
  if (!session) throw new Problem('unauthenticated')
  const addresses = await edge.tenants.addresses()
  return { items: await listOrganisations(work, { userId: session.userId, addresses }) }
}

export const signOut: Handler<typeof contract.signOut> = async (work, _input, { c, session }) => {
  if (!session) throw new Problem('unauthenticated')
  await endSession(work, { userId: session.userId, sessionId: session.id, why: 'signed-out' })
  setCookie(c, sessionCookieName(work.base), '', { ...cookieAttributes(work.base), maxAge: 0 })
  return {}
}
