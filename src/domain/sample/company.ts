import type { Application } from '#contract/applications.ts'
import type { ApplicationId, ProviderId, TenantId } from '#contract/ids.ts'
import { sampleId } from './sample-id.ts'

const day = 86_400_000

export const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * day)

export interface SampleApplication {
  readonly id: ApplicationId
  readonly name: string
  readonly kind: Application['kind']
  readonly host: string
  /** How many of a hundred people use it. */
  readonly share: number
  readonly access: 'everyone' | 'assigned'
  readonly approvalDigits: 2 | 6
}

/** What the made-up organisation runs on. */
export const applications = [
  { name: 'Intranet', kind: 'web', host: 'intranet', share: 90, access: 'everyone', approvalDigits: 2 },
  { name: 'Time & Leave', kind: 'web', host: 'leave', share: 70, access: 'everyone', approvalDigits: 2 },
  { name: 'Sales Desk', kind: 'spa', host: 'sales', share: 30, access: 'assigned', approvalDigits: 2 },
  { name: 'Field App', kind: 'native', host: 'field', share: 20, access: 'assigned', approvalDigits: 2 },
  { name: 'Build Server', kind: 'web', host: 'build', share: 18, access: 'assigned', approvalDigits: 2 },
  { name: 'Payroll', kind: 'web', host: 'payroll', share: 6, access: 'assigned', approvalDigits: 6 },
] as const

export const providerName = 'Acme Staff Directory'

/** When applications and provider came: before anybody who uses them. It tells them from those that real people add. */
export const foundedAt = (begunAt: Date) => daysBefore(begunAt, 690)

// A made-up id carries its brand from here on.
export const providerIdOf = (tenantId: TenantId, begunAt: Date) =>
  sampleId(tenantId, 'provider', foundedAt(begunAt)) as ProviderId

/** The made-up organisation, as the people of it need it. */
export interface Company {
  readonly begunAt: Date
  readonly applications: readonly SampleApplication[]
  readonly providerId: ProviderId
}

/** @param ids of the applications by name, as they were made */
export function companyOf(
  tenantId: TenantId,
  begunAt: Date,
  ids: ReadonlyMap<string, ApplicationId>,
): Company {
  return {
    begunAt,
    // One that was deleted meanwhile is used by nobody.
    applications: applications.flatMap((application) => {
      const id = ids.get(application.name)
      return id ? [{ ...application, id }] : []
    }),
    providerId: providerIdOf(tenantId, begunAt),
  }
}
