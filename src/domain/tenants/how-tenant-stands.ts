import type { Work } from '../work.ts'
import { standingOfTenant } from './tenants.sql.ts'

/**
 * Whether this organisation is served (`open`), was closed or deleted (`gone`), or was never heard of: that may be a database restored from
 * before it was made, so nothing may be forgotten for it.
 */
export const howTenantStands = (work: Work): Promise<'open' | 'gone' | 'unknown'> => standingOfTenant(work)
