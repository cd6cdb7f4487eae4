import type { ApplicationId, CaseId, JobId, ProviderId, UserId } from '#contract/ids.ts'
import { livePath } from '#contract/live.ts'
import type { UserLayer } from './users/user-search.ts'

/** Where this organisation begins on this host: nowhere of its own, or below `/t/{slug}`. */
export const root = /^\/t\/[^/]+(?=\/admin(?:\/|$))/.exec(window.location.pathname)?.[0] ?? ''

const admin = `${root}/admin`

/** The console's own addresses, and those of Latchkey's other pages that it leads to. */
export const addresses = {
  admin,
  overview: admin,
  users: `${admin}/users`,
  usersFound: (q: string) => `${admin}/users?${new URLSearchParams({ q })}`,
  newUser: `${admin}/users?open=new`,
  /** The user's page; with what it opens there: `code`, about to issue a setup code. */
  user: (id: UserId, open?: UserLayer) => `${admin}/users/${id}${open ? `?open=${open}` : ''}`,
  job: (id: JobId) => `${admin}/jobs/${id}`,
  /** Why this user cannot sign in. */
  why: (id: UserId) => `${admin}/users/${id}/why`,
  /** The same by a reference code; without one, where it is asked for. */
  diagnosis: (reference?: string) =>
    `${admin}/why${reference ? `?${new URLSearchParams({ reference })}` : ''}`,
  /** Merging this user, the duplicate, into another. */
  merge: (id: UserId, into?: UserId) =>
    `${admin}/users/${id}/merge${into ? `?${new URLSearchParams({ into })}` : ''}`,
  /** Records that may be one person. */
  duplicates: `${admin}/duplicates`,
  applications: `${admin}/applications`,
  newApplication: `${admin}/applications?open=new`,
  application: (id: ApplicationId) => `${admin}/applications/${id}`,
  providers: `${admin}/providers`,
  provider: (id: ProviderId) => `${admin}/providers/${id}`,
  cases: `${admin}/cases`,
  case: (id: CaseId) => `${admin}/cases/${id}`,
  settings: (section: string) => `${admin}/settings?section=${section}`,
  inbox: `${root}/inbox`,
  live: `${root}${livePath}`,
  signedOut: `${root}/signed-out`,
  account: `${root}/account`,
  help: `${root}/help`,
  apiDescription: `${root}/api/v1/openapi.json`,
  /** Signs in and comes back to `to`, a path of the console below the organisation's root. */
  signIn: (to: string) => `${root}/sign-in?${new URLSearchParams({ to })}`,
} as const

/** This page, as `signIn` wants it. */
export const here = () => `${window.location.pathname.slice(root.length)}${window.location.search}`
