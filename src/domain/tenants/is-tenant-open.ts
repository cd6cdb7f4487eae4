import type { Work } from '../work.ts'
import { isOpen } from './tenants.sql.ts'

/** Whether this organisation is still served. */
export const isTenantOpen = (work: Work): Promise<boolean> => isOpen(work)
