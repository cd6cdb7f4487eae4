import type { ApplicationsTables } from './tables/applications.ts'
import type { InstallationTables } from './tables/installation.ts'
import type { PeopleTables } from './tables/people.ts'
import type { PhonesTables } from './tables/phones.ts'
import type { RecordsTables } from './tables/records.ts'
import type { SignInTables } from './tables/sign-in.ts'

/** Every table of the database as a type; `test/house.test.ts` holds it against the real one. Columns are snake_case there. */
export interface Tables
  extends InstallationTables,
    PeopleTables,
    ApplicationsTables,
    PhonesTables,
    SignInTables,
    RecordsTables {}
