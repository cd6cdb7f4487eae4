import * as accountOperations from '#contract/accounts.ts'
import * as applicationOperations from '#contract/applications.ts'
import * as approvalOperations from '#contract/approval-requests.ts'
import * as auditOperations from '#contract/audit.ts'
import * as caseOperations from '#contract/cases.ts'
import * as claimOperations from '#contract/claims.ts'
import * as departureOperations from '#contract/departures.ts'
import * as deviceOperations from '#contract/devices.ts'
import * as diagnosisOperations from '#contract/diagnosis.ts'
import * as emailOperations from '#contract/emails.ts'
import * as jobOperations from '#contract/jobs.ts'
import * as lostPhoneOperations from '#contract/lost-phones.ts'
import * as meOperations from '#contract/me.ts'
import * as mergingOperations from '#contract/merging.ts'
import * as overrideOperations from '#contract/overrides.ts'
import * as passkeyOperations from '#contract/passkeys.ts'
import * as passwordOperations from '#contract/passwords.ts'
import * as providerOperations from '#contract/providers.ts'
import * as savedViewOperations from '#contract/saved-views.ts'
import * as selfOperations from '#contract/self.ts'
import * as sessionOperations from '#contract/sessions.ts'
import * as settingOperations from '#contract/settings.ts'
import * as userOperations from '#contract/users.ts'
import { accounts } from './accounts.ts'
import { applications } from './applications.ts'
import { audit } from './audit.ts'
import { cases } from './cases.ts'
import { claims } from './claims.ts'
import type { Door } from './create-app.ts'
import { departures } from './departures.ts'
import { approvalRequests, devices } from './devices.ts'
import { diagnosis } from './diagnosis.ts'
import { emails } from './emails.ts'
import { jobs } from './jobs.ts'
import { live } from './live.ts'
import { lostPhones } from './lost-phones.ts'
import { getMe, listOwnOrganisations, signOut } from './me.ts'
import { merging } from './merging.ts'
import { mountAll } from './mount.ts'
import { openapi } from './openapi.ts'
import { overrides } from './overrides.ts'
import { passkeys } from './passkeys.ts'
import { passwords } from './passwords.ts'
import { providers } from './providers.ts'
import { savedViews } from './saved-views.ts'
import { self } from './self.ts'
import { sessions } from './sessions.ts'
import { settings } from './settings.ts'
import { stepUps } from './step-up.ts'
import { users } from './users.ts'

/** The administrators' API: people and what they hold. */
export const api: Door = (app, edge) => {
  mountAll(app, edge, userOperations, users)
  mountAll(app, edge, claimOperations, claims)
  mountAll(app, edge, emailOperations, emails)
  mountAll(app, edge, departureOperations, departures)
  mountAll(app, edge, accountOperations, accounts)
  mountAll(app, edge, deviceOperations, devices)
  mountAll(app, edge, lostPhoneOperations, lostPhones)
  mountAll(app, edge, approvalOperations, approvalRequests)
  mountAll(app, edge, providerOperations, providers)
  mountAll(app, edge, sessionOperations, sessions)
  mountAll(app, edge, auditOperations, audit)
  mountAll(app, edge, passwordOperations, passwords)
  mountAll(app, edge, passkeyOperations, passkeys)
  mountAll(app, edge, overrideOperations, overrides)
  mountAll(app, edge, applicationOperations, applications)
  mountAll(app, edge, jobOperations, jobs)
  mountAll(app, edge, mergingOperations, merging)
  mountAll(app, edge, diagnosisOperations, diagnosis)
  mountAll(app, edge, savedViewOperations, savedViews)
  mountAll(app, edge, settingOperations, settings)
  mountAll(app, edge, caseOperations, cases)
  mountAll(app, edge, meOperations, { getMe, listOwnOrganisations, signOut, ...stepUps })
  mountAll(app, edge, selfOperations, self)
  live(app, edge)
  openapi(app, edge)
}
