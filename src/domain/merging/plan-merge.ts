import type { AccountId } from '#contract/ids.ts'
import type { MergePreview } from '#contract/merging.ts'
import type { User } from '#contract/users.ts'
import { sha256Base64url } from '#platform/hash.ts'
import type { Holdings } from './merge-facts.sql.ts'

/** All that a merge will do, decided before anything is done: the preview tells it, and the merge applies it. */
export interface MergePlan {
  readonly source: User
  readonly target: User
  /** Whether sessions, their tokens and known browsers go on as the target's. */
  readonly movesSessions: boolean
  readonly sessions: Holdings['sessions']
  readonly movesDevices: boolean
  readonly devices: Holdings['devices']
  /** All of them end: each names its person. */
  readonly passkeys: Holdings['passkeys']
  readonly links: Holdings['links']
  readonly aliases: Holdings['addresses']
  readonly accounts: {
    readonly moved: Holdings['accounts']
    readonly ended: readonly (Holdings['accounts'][number] & { readonly kept: string })[]
    /** Those of the target in applications from which the source was removed. */
    readonly barred: readonly (Pick<Holdings['accounts'][number], 'applicationId' | 'clientId'> & {
      readonly id: AccountId
    })[]
  }
  readonly password: MergePreview['password']
  /** Whether the source's password goes, temporary or outdone by the target's. */
  readonly clearsPassword: boolean
  /** An invited target that inherits a way in was invited for nothing: by which it becomes active. */
  readonly activatedBy: 'device' | 'password' | 'provider' | null
  readonly warnings: MergePreview['warnings']
  /** Of everything above that could change under whoever confirms. */
  readonly stamp: string
}

/**
 * Decides what becomes of each thing that the source has.
 *
 * Proofs never rise: a session says that an ordinary person signed in, so it moves between ordinary people who are both active and ends
 * otherwise. Phones answer for an identity and move only within it. Of two passwords the target's stays; a temporary one, made for
 * somebody to pick up, does not move. Of an account that was ended and one that was not the ended one wins: whoever was removed from an
 * application must not come back to it through a merge, and what was meant otherwise is restored with one act.
 */
export function planMerge(source: User, target: User, has: Holdings): MergePlan {
  const movesDevices = has.sameIdentity
  const movesPassword = has.password.source === 'own' && !has.password.target
  const activatedBy = activation(source, target, {
    device: movesDevices && has.devices.length > 0,
    password: movesPassword,
    provider: has.links.length > 0,
  })
  const bothActive = source.status === 'active' && (target.status === 'active' || activatedBy !== null)
  const movesSessions = source.adminRole === null && target.adminRole === null && bothActive
  const moved = has.accounts.filter((account) => account.kept === null)
  const ended = has.accounts.flatMap((account) =>
    account.kept === null ? [] : [{ ...account, kept: account.kept }],
  )
  const barred = ended.flatMap(({ ended: isEnded, keptEnded, keptId: id, applicationId, clientId }) =>
    isEnded && !keptEnded && id ? [{ id, applicationId, clientId }] : [],
  )
  const alive = has.sessions.filter((session) => session.alive)
  const password = movesPassword
    ? 'source-moves'
    : !has.password.target
      ? 'none'
      : has.password.source === 'none'
        ? 'target'
        : 'target-wins'
  const warnings: MergePreview['warnings'] = []
  if (password === 'target-wins') warnings.push('both-have-passwords')
  if (!movesDevices && has.devices.length > 0) warnings.push('different-phones')
  if (has.passkeys.length > 0) warnings.push('passkeys-end')
  if (source.adminRole !== target.adminRole) warnings.push('roles-differ')
  if (!movesSessions && alive.length > 0) warnings.push('sessions-end')
  if (ended.length > 0) warnings.push('subjects-end')
  if (has.accounts.some(({ ended: isEnded, keptEnded }) => isEnded !== keptEnded)) {
    warnings.push('ended-account-stays')
  }
  if (target.status === 'deactivated') warnings.push('target-deactivated')
  return {
    source,
    target,
    movesSessions,
    sessions: alive,
    movesDevices,
    devices: has.devices,
    passkeys: has.passkeys,
    links: has.links,
    aliases: has.addresses,
    accounts: { moved, ended, barred },
    password,
    clearsPassword: has.password.source !== 'none' && !movesPassword,
    activatedBy,
    warnings,
    stamp: stampOf(source, target, has),
  }
}

function activation(
  source: User,
  target: User,
  ways: Record<'device' | 'password' | 'provider', boolean>,
): MergePlan['activatedBy'] {
  if (source.status !== 'active' || target.status !== 'invited') return null
  return (['device', 'password', 'provider'] as const).find((way) => ways[way]) ?? null
}

/**
 * Everything that the plan follows from. Not how many events there are: they keep coming while a stranger tries passwords, and none of
 * them changes what is done. Nor whether a session ran out in the meantime.
 */
function stampOf(source: User, target: User, has: Holdings): string {
  const person = ({ id, version, status, adminRole, removal }: User) => [
    id,
    version,
    status,
    adminRole,
    removal?.at.toISOString() ?? null,
  ]
  const seen = { ...has, sessions: has.sessions.map(({ id }) => id) }
  return sha256Base64url(JSON.stringify([person(source), person(target), seen]))
}
