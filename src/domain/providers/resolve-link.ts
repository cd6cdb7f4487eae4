import type { UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import { addUser } from '../users/create-user.ts'
import { emailKey } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import { linkUpstream } from './link-upstream.ts'
import {
  findLink,
  findPersonAtAddress,
  isBlocked,
  type Link,
  lockPerson,
  type PersonAtAddress,
  setActive,
  setLinkEmail,
} from './links.sql.ts'
import { findProvider, lockProvider, type ProviderRow } from './providers.sql.ts'
import type { Upstream } from './upstream.ts'

export type Resolution =
  /** This is who it is. Whether they may sign in is another question. */
  | { readonly kind: 'linked'; readonly userId: UserId }
  /** It may be this person: they have to prove the account that they have, before anything is linked. */
  | { readonly kind: 'prove'; readonly userId: UserId }
  /** Nobody had added them; now they are here. */
  | { readonly kind: 'created'; readonly userId: UserId }
  | { readonly kind: 'refused'; readonly why: 'unknown' | 'blocked' | 'email-unverified' | 'provider-off' }

/**
 * Whose upstream identity this is. What counts is the provider and its subject; an address is believed where the provider is trusted and
 * says that it is verified, and then only for somebody whose address is verified here too (OWASP ASVS 6.8.1): an address that was merely
 * typed, on either side, could be a stranger's.
 *
 * Links, makes and activates people where that is the answer.
 */
export async function resolveLink(work: Work, upstream: Upstream): Promise<Resolution> {
  const plan = await planLink(work, upstream)
  switch (plan.kind) {
    case 'link':
      return link(work, upstream, plan.person)
    case 'create':
      return create(work, upstream)
    case 'linked':
      await setLinkEmail(work, plan.link, upstream.email)
      return { kind: 'linked', userId: plan.link.userId }
    default:
      return plan
  }
}

export type Plan =
  | { readonly kind: 'link'; readonly person: PersonAtAddress }
  | { readonly kind: 'create' }
  | { readonly kind: 'linked'; readonly link: Link }
  | Extract<Resolution, { kind: 'prove' | 'refused' }>

/** What `resolveLink` would do; changes nothing. */
export async function planLink(work: Work, upstream: Upstream): Promise<Plan> {
  const provider = await findProvider(work, upstream.providerId)
  if (!provider?.enabled) return { kind: 'refused', why: 'provider-off' }
  return planAt(work, provider, upstream)
}

/** As `planLink`, also of a provider that is switched off still: what a test of it shows. */
export async function planTest(work: Work, upstream: Upstream): Promise<Plan> {
  const provider = await findProvider(work, upstream.providerId)
  return provider ? planAt(work, provider, upstream) : { kind: 'refused', why: 'provider-off' }
}

async function planAt(work: Work, provider: ProviderRow, upstream: Upstream): Promise<Plan> {
  const link = await findLink(work, upstream)
  if (link) return { kind: 'linked', link }
  if (await isBlocked(work, upstream)) return { kind: 'refused', why: 'blocked' }
  if (upstream.email === null) return { kind: 'refused', why: 'unknown' }
  const person = await findPersonAtAddress(work, emailKey(upstream.email), provider.id)
  const believed = provider.trusted && upstream.emailVerified
  if (person) {
    // Another subject with the address of somebody who is linked here: a mailbox that was given to somebody new.
    const theirs = person.verified || (person.status === 'invited' && person.hasNoWayIn)
    return believed && theirs && !person.linkedHere
      ? { kind: 'link', person }
      : { kind: 'prove', userId: person.userId }
  }
  if (!provider.createsUsers) return { kind: 'refused', why: 'unknown' }
  return believed ? { kind: 'create' } : { kind: 'refused', why: 'email-unverified' }
}

async function link(work: Work, upstream: Upstream, { userId }: PersonAtAddress): Promise<Resolution> {
  // The decision about signing in says what it says of everybody who is deactivated; a link is not made for them.
  const linked = await linkUpstream(work, { userId, upstream, by: 'verified-email' })
  if (linked.kind === 'linked') await activate(work, userId)
  return { kind: 'linked', userId }
}

async function create(work: Work, upstream: Upstream): Promise<Resolution> {
  // Of two tabs of one person the second waits here, and then finds what the first made.
  await lockProvider(work, upstream.providerId)
  const plan = await planLink(work, upstream)
  if (plan.kind !== 'create' || upstream.email === null) return resolveLink(work, upstream)
  const [local = ''] = upstream.email.split('@')
  const firstName = upstream.firstName ?? upstream.lastName ?? local
  const lastName = (upstream.firstName && upstream.lastName) || '–'
  const { id: userId } = await addUser(work, { firstName, lastName, email: upstream.email })
  await linkUpstream(work, { userId, upstream, by: 'created' })
  await activate(work, userId)
  return { kind: 'created', userId }
}

/** What a verified address at a trusted provider makes of somebody who was invited: active, with that address verified. */
async function activate(work: Work, userId: UserId): Promise<void> {
  const person = await lockPerson(work, userId)
  if (person?.status !== 'invited') return
  await setActive(work, userId, { status: 'active', emailVerified: true })
  await record(work, 'user.activated', { userId, by: 'provider' })
  if (!person.emailVerified) await record(work, 'user.email.verified', { userId, by: 'provider' })
}
