import type { Insertable } from 'kysely'
import type { EventData, EventType } from '#contract/events.ts'
import type { Personal } from '../audit/record.ts'
import type { Tables } from '../tables.ts'

type Row<T extends keyof Tables> = Omit<Insertable<Tables[T]>, 'tenantId'>

/** An event as it would have been recorded then: by whom, and from where. */
export type PastEvent = {
  [T in EventType]: {
    readonly at: Date
    readonly type: T
    readonly data: EventData<T>
    readonly personal?: Personal
    readonly actor: { readonly kind: 'user' | 'device' | 'system' | 'nobody'; readonly id: string | null }
    readonly from: { readonly ip: string; readonly userAgent: string } | null
  }
}[EventType]

/** What a few people bring with them, table by table, in the order in which it can be inserted. */
export interface Rows {
  readonly identities: Insertable<Tables['identities']>[]
  readonly users: Row<'users'>[]
  readonly claims: Row<'claims'>[]
  readonly devices: Row<'devices'>[]
  readonly accounts: Row<'accounts'>[]
  readonly passwords: Row<'passwords'>[]
  readonly providerLinks: Row<'providerLinks'>[]
  readonly knownBrowsers: Row<'knownBrowsers'>[]
  readonly sessions: Row<'sessions'>[]
  readonly signIns: Row<'signIns'>[]
  readonly approvalRequests: Row<'approvalRequests'>[]
  readonly events: PastEvent[]
}

export const noRows = (): Rows => ({
  identities: [],
  users: [],
  claims: [],
  devices: [],
  accounts: [],
  passwords: [],
  providerLinks: [],
  knownBrowsers: [],
  sessions: [],
  signIns: [],
  approvalRequests: [],
  events: [],
})
