import * as accounts from './accounts.ts'
import * as applications from './applications.ts'
import * as approvalRequests from './approval-requests.ts'
import * as audit from './audit.ts'
import * as cases from './cases.ts'
import * as claims from './claims.ts'
import * as departures from './departures.ts'
import * as deviceEnrolments from './device-enrolments.ts'
import * as deviceOperations from './device-operations.ts'
import * as deviceRestores from './device-restores.ts'
import * as devices from './devices.ts'
import * as diagnosis from './diagnosis.ts'
import * as emails from './emails.ts'
import * as jobs from './jobs.ts'
import * as lostPhones from './lost-phones.ts'
import * as me from './me.ts'
import * as merging from './merging.ts'
import type { Operation } from './operation.ts'
import * as overrides from './overrides.ts'
import * as passkeys from './passkeys.ts'
import * as passwords from './passwords.ts'
import * as providers from './providers.ts'
import * as savedViews from './saved-views.ts'
import * as self from './self.ts'
import * as sessions from './sessions.ts'
import * as settings from './settings.ts'
import * as users from './users.ts'

const files = {
  accounts,
  applications,
  approvalRequests,
  audit,
  claims,
  deviceEnrolments,
  deviceOperations,
  deviceRestores,
  devices,
  me,
  sessions,
  users,
  departures,
  diagnosis,
  emails,
  jobs,
  merging,
  passwords,
  providers,
  self,
  savedViews,
  settings,
  cases,
  lostPhones,
  overrides,
  passkeys,
}

/** Every operation there is, by its name: what the document describes and the permission test walks through. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.values(files).flatMap((file) =>
    Object.entries(file).filter((entry): entry is [string, Operation] => isOperation(entry[1])),
  ),
)

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'permission' in value && 'path' in value
}
