import { getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod/mini'
import { ClaimId, TenantId } from '#contract/ids.ts'
import { line } from '#contract/operation.ts'
import type { PasswordFailure } from '#contract/passwords.ts'
import { Problem } from '#contract/problem.ts'
import { PasswordPolicy } from '#contract/settings.ts'
import { canEnrol } from '#domain/claims/can-enrol.ts'
import { findClaim } from '#domain/claims/find-claim.ts'
import { type ClaimSecret, issueClaim } from '#domain/claims/issue-claim.ts'
import { hit } from '#domain/limits/hit.ts'
import { rulesOf } from '#domain/passwords/password-allowed.ts'
import { addressParts } from '#domain/passwords/password-failures.ts'
import { type Prepared, preparePassword } from '#domain/passwords/prepare-password.ts'
import { beginSample } from '#domain/sample/fill.ts'
import { matchesSetupCode } from '#domain/tenants/installation.ts'
import { setUp } from '#domain/tenants/set-up.ts'
import { findFirstOwner } from '#domain/users/find-first-owner.ts'
import { nobody, systemActor, type Tenancy, transact, type Work } from '#domain/work.ts'
import {
  enrolOwnerPage,
  resumeSetupPage,
  type SetupField,
  setupDonePage,
  setupFields,
  setupPage,
} from '#pages/setup.ts'
import { setupTexts } from '#pages/texts/setup.ts'
import { limitedPage } from '#pages/trouble.ts'
import { addressBlock } from '#platform/client-address.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'
import { pageRoute, readForm, sendPage, siteOf } from './serve-page.ts'
import { waitStream } from './wait-stream.ts'
import { createWatch } from './watch.ts'

/**
 * The first run: whoever has the code that the server printed names the organisation, its address and its first owner, who enrols a
 * phone. Until that is done it can be gone on with, by the cookie of the browser or by the code; afterwards it only says so.
 */
export const setupDoor: Door = (app, edge) => {
  const watch = createWatch(edge.ground.database.hub, 'user')

  app.get(
    '/setup',
    pageRoute(edge, async (c) => {
      const stage = await stageOf(edge, c)
      switch (stage.at) {
        case 'form':
          return sendForm(edge, c, {}, {})
        case 'code':
          return sendPage(c, resumeSetupPage({ site: siteAs(c, stage.tenancy), wrong: null }))
        case 'enrol':
          return sendEnrol(edge, c, stage)
        case 'done':
          return sendPage(
            c,
            setupDonePage({ site: siteAs(c, stage.tenancy), signIn: `${stage.tenancy.baseUrl}/sign-in` }),
          )
      }
    }),
  )
  app.post(
    '/setup',
    pageRoute(edge, (c) => submit(edge, c)),
  )
  app.post(
    '/setup/resume',
    pageRoute(edge, async (c) => {
      requireThisHost(c)
      const code = (await readForm(c)).get('code') ?? ''
      const stage = await stageOf(edge, c)
      if (stage.at !== 'code') return c.redirect('/setup', 303)
      const refused = await checkCode(edge, c, code)
      if (refused === 'wrong') {
        return sendPage(c, resumeSetupPage({ site: siteAs(c, stage.tenancy), wrong: wordsFor(c).code }), 422)
      }
      if (refused) return refused
      await issue(edge, c, stage.tenancy)
      return c.redirect('/setup', 303)
    }),
  )
  app.post(
    '/setup/code',
    pageRoute(edge, async (c) => {
      requireThisHost(c)
      const stage = await stageOf(edge, c)
      if (stage.at === 'enrol') await issue(edge, c, stage.tenancy)
      return c.redirect('/setup', 303)
    }),
  )
  app.get('/setup/events', async (c) => {
    const stage = await stageOf(edge, c)
    if (stage.at !== 'enrol') throw new Problem('not-found')
    return waitStream(edge, c, {
      watch,
      id: stage.owner.id,
      look: async () => {
        const now = await stageOf(edge, c)
        // The page itself counts down to the next code.
        return now.at === 'enrol' ? { state: now.kept.claimId, changesAt: never } : undefined
      },
    })
  })
}

const never = new Date(8.64e15)

type Owner = NonNullable<Awaited<ReturnType<typeof findFirstOwner>>>

type Stage =
  | { readonly at: 'form' }
  /** It was begun; this browser has not shown the code. */
  | { readonly at: 'code'; readonly tenancy: Tenancy }
  | { readonly at: 'enrol'; readonly tenancy: Tenancy; readonly owner: Owner; readonly kept: Kept }
  | { readonly at: 'done'; readonly tenancy: Tenancy }

async function stageOf(edge: Edge, c: Call): Promise<Stage> {
  const tenancy = await edge.tenants.first()
  if (!tenancy) return { at: 'form' }
  const owner = await asSystem(edge, c, tenancy, 'read', findFirstOwner)
  if (owner?.status !== 'invited') return { at: 'done', tenancy }
  const kept = readKept(edge, c)
  return kept?.tenantId === tenancy.tenantId ? { at: 'enrol', tenancy, owner, kept } : { at: 'code', tenancy }
}

async function submit(edge: Edge, c: Call): Promise<Response> {
  requireThisHost(c)
  const form = await readForm(c)
  if ((await stageOf(edge, c)).at !== 'form') return c.redirect('/setup', 303)
  const values = Object.fromEntries(
    setupFields.map((name) => [name, (form.get(name) ?? '').trim()]),
  ) as Record<SetupField, string>
  const refused = await checkCode(edge, c, values.code)
  if (refused && refused !== 'wrong') return refused
  const { wrong, address } = complaints(edge, c, values)
  const typed = form.get('password') ?? ''
  const wanted = typed !== ''
  const sample = form.get('sample') === 'yes'
  if (refused)
    return sendForm(edge, c, values, { ...wrong, code: wordsFor(c).code }, { wanted, failures: [], sample })
  const password = wanted ? await preparePasswordOf(edge, c, values, typed) : undefined
  const failures = password?.kind === 'refused' ? password.failures : []
  if (!address || Object.keys(wrong).length > 0 || failures.length > 0)
    return sendForm(edge, c, values, wrong, { wanted, failures, sample })

  try {
    const { organisation, firstName, lastName, email } = values
    const done = await setUp(edge.ground, {
      organisation,
      address,
      appUrl: edge.configured.appUrl ?? address,
      owner: { firstName, lastName, email },
      ...(password?.kind === 'ready' && { password: password.prepared }),
      origin: c.var.origin,
    })
    keep(edge, c, done.tenancy, done.claim, done.secret)
    if (sample) await asSystem(edge, c, done.tenancy, 'write', beginSample)
  } catch (error) {
    // Somebody else was quicker: the page tells how it stands.
    if (!(error instanceof Problem) || error.code !== 'already-set-up') throw error
  }
  return c.redirect('/setup', 303)
}

const Name = line(100)
const Email = z.email().check(z.maxLength(254))

const wordsFor = (c: Call) => setupTexts(siteOf(c).language).wrong

/** There is no organisation yet: it is held against the policy that a new one has. */
function preparePasswordOf(
  edge: Edge,
  c: Call,
  values: Record<SetupField, string>,
  password: string,
): Promise<Prepared> {
  const { organisation, firstName, lastName, email } = values
  const words = [organisation, firstName, lastName, addressParts(email)]
  const actor = nobody(beforeSetup.tenantId, c.var.origin)
  return preparePassword(edge.ground, beforeSetup, actor, { userId: null, password, words })
}

function complaints(edge: Edge, c: Call, values: Record<SetupField, string>) {
  const words = wordsFor(c)
  const wrong: Partial<Record<SetupField, string>> = {}
  if (!z.safeParse(Name, values.organisation).success) wrong.organisation = words.organisation
  if (!z.safeParse(Name, values.firstName).success) wrong.firstName = words.firstName
  if (!z.safeParse(Name, values.lastName).success) wrong.lastName = words.lastName
  if (!z.safeParse(Email, values.email).success) wrong.email = words.email
  const address = originOf(values.address)
  const fixed = edge.configured.url
  if (!address) {
    wrong.address = words.address
  } else if (fixed && address !== fixed) {
    wrong.address = words.addressFixed(fixed)
  } else if (!canEnrol({ baseUrl: address, appUrl: edge.configured.appUrl ?? address })) {
    wrong.address = words.addressUnsafe
  }
  return { wrong, address }
}

/** An origin as it is stored; undefined where the text says more or less than one. */
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const plain = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  return plain && /^https?:$/.test(url.protocol) ? url.origin : undefined
}

function sendForm(
  edge: Edge,
  c: Call,
  values: Partial<Record<SetupField, string>>,
  wrong: Partial<Record<SetupField, string>>,
  typed: { wanted: boolean; failures: readonly PasswordFailure[]; sample: boolean } = {
    wanted: false,
    failures: [],
    sample: false,
  },
) {
  const { protocol, host } = c.var.client
  // Keys are bound to a name: `localhost`, not the number that it stands for.
  const here = `${protocol}://${(host ?? 'localhost:3000').replace(/^(127\.0\.0\.1|\[::1\])/, 'localhost')}`
  const address = edge.configured.url ?? values.address ?? here
  const { sample, ...password } = typed
  const failed = Object.keys(wrong).length > 0 || password.failures.length > 0
  const page = setupPage({
    site: siteOf(c),
    values: { ...values, address },
    wrong,
    addressFixed: edge.configured.url !== null,
    sample,
    // There are no earlier ones yet.
    password: { rules: { ...rulesOf(z.parse(PasswordPolicy, {})), history: 0 }, ...password },
  })
  return sendPage(c, page, failed ? 422 : 200)
}

async function sendEnrol(
  edge: Edge,
  c: Call,
  { tenancy, owner, kept }: Extract<Stage, { at: 'enrol' }>,
): Promise<Response> {
  const claim = await asSystem(edge, c, tenancy, 'read', (work) => findClaim(work, { claimId: kept.claimId }))
  const until = claim?.open && !claim.locked ? lastsUntil(claim) : c.var.now
  const stays = until > c.var.now
  const shown = stays ? kept : await issue(edge, c, tenancy)
  const lasts = stays ? until : shown.expiresAt
  const page = enrolOwnerPage({
    site: siteAs(c, tenancy),
    name: owner.name,
    link: shown.link,
    code: shown.code,
    secondsLeft: Math.max(1, Math.ceil((lasts.getTime() - c.var.now.getTime()) / 1000)),
    state: shown.claimId,
    localOnly: new URL(tenancy.appUrl).hostname.endsWith('localhost'),
  })
  return sendPage(c, page)
}

/** A phone that showed the claim in time has ten minutes from then: a new claim would end what it is in the middle of. */
function lastsUntil({ openedAt, expiresAt }: { openedAt: Date | null; expiresAt: Date }): Date {
  return openedAt ? new Date(Math.max(expiresAt.getTime(), openedAt.getTime() + 600_000)) : expiresAt
}

/** A new claim for the owner, kept in this browser; the earlier one ends. */
async function issue(edge: Edge, c: Call, tenancy: Tenancy): Promise<Kept> {
  const { claim, secret } = await asSystem(edge, c, tenancy, 'write', async (work) => {
    const owner = await findFirstOwner(work)
    if (owner?.status !== 'invited') throw new Problem('not-found')
    return issueClaim(work, { userId: owner.id, kind: 'screen' })
  })
  if (!secret) throw new Error('a claim for the screen has its secret')
  return keep(edge, c, tenancy, claim, secret)
}

/** What the browser keeps between two looks at the page, sealed: claims are stored hashed, so the server could not show one twice. */
const Kept = z.object({
  tenantId: TenantId,
  claimId: ClaimId,
  link: z.string(),
  code: z.string(),
  expiresAt: z.pipe(
    z.string(),
    z.transform((text: string) => new Date(text)),
  ),
})
type Kept = z.output<typeof Kept>

const cookieName = 'latchkey-set-up'

function keep(
  edge: Edge,
  c: Call,
  { tenantId }: Tenancy,
  { id: claimId, expiresAt }: { id: ClaimId; expiresAt: Date },
  { link, code }: ClaimSecret,
): Kept {
  const kept: Kept = { tenantId, claimId, link, code, expiresAt }
  setCookie(
    c,
    cookieName,
    edge.ground.keys.seal('set-up', 'cookie', JSON.stringify(kept)).toString('base64url'),
    {
      httpOnly: true,
      sameSite: 'Lax',
      path: '/setup',
      secure: c.var.client.protocol === 'https',
      // The code goes on where this ends.
      maxAge: 86_400,
    },
  )
  return kept
}

function readKept(edge: Edge, c: Call): Kept | undefined {
  const cookie = getCookie(c, cookieName)
  if (!cookie) return undefined
  try {
    const text = edge.ground.keys
      .unseal('set-up', 'cookie', Buffer.from(cookie, 'base64url'))
      .toString('utf8')
    return z.parse(Kept, JSON.parse(text))
  } catch {
    // Of another installation on this host, or made up: as good as none.
    return undefined
  }
}

/** Before set-up there is no organisation: what is counted or looked up then is nobody's. */
const beforeSetup: Tenancy = {
  tenantId: TenantId.parse('00000000-0000-0000-0000-000000000000'),
  slug: '',
  name: '',
  baseUrl: '',
  appUrl: '',
}

/** Tries of one network in a quarter of an hour. The code has 50 bits; this keeps the noise down. */
const tries = { limit: 20, windowSeconds: 900 }

/** Undefined where the code is right. The try is counted before it is looked at. */
async function checkCode(edge: Edge, c: Call, code: string): Promise<'wrong' | Response | undefined> {
  const actor = nobody(beforeSetup.tenantId, c.var.origin)
  const counted = await transact(edge.ground, beforeSetup, 'write', actor, (work) =>
    hit(work, { key: `set-up:${addressBlock(c.var.origin.ip)}`, ...tries }),
  )
  if (!counted.allowed) {
    const { retryAfterSeconds: secondsLeft } = counted
    c.header('retry-after', String(secondsLeft))
    return sendPage(c, limitedPage({ site: siteOf(c), secondsLeft, path: '/setup' }), 429)
  }
  return (await matchesSetupCode(edge.ground, code)) ? undefined : 'wrong'
}

/**
 * Before set-up no address is anybody's own yet: a form has to come from the host that it goes to.
 *
 * @throws {Problem} `wrong-origin`
 */
function requireThisHost(c: Call): void {
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const same = origin
    ? URL.canParse(origin) && new URL(origin).host === c.var.client.host
    : site === 'same-origin'
  if (!same) throw new Problem('wrong-origin')
}

const siteAs = (c: Call, { name, baseUrl }: Tenancy) => ({
  ...siteOf(c),
  organisation: name,
  host: new URL(baseUrl).host,
  base: '',
})

const asSystem = <T>(
  edge: Edge,
  c: Call,
  tenancy: Tenancy,
  access: 'read' | 'write',
  unit: (work: Work) => Promise<T>,
) => transact(edge.ground, tenancy, access, { ...systemActor(tenancy.tenantId), origin: c.var.origin }, unit)
