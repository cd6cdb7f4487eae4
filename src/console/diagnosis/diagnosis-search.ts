import * as z from 'zod/mini'
import { ApplicationId } from '#contract/ids.ts'

/** What stands in the address of a diagnosis: what they want to reach, and the code that was read out. */
export interface DiagnosisSearch {
  /** `console`, or an application; left out: what they tried last. */
  app?: ApplicationId | 'console'
  reference?: string
}

export function diagnosisSearch({ app, reference }: Record<string, unknown>): DiagnosisSearch {
  const application = z.safeParse(ApplicationId, app)
  return {
    ...(app === 'console' && { app: 'console' as const }),
    ...(application.success && { app: application.data }),
    ...(typeof reference === 'string' && reference !== '' && { reference: reference.slice(0, 40) }),
  }
}

/** The same as the operation wants it. */
export const applicationOf = ({ app }: DiagnosisSearch) =>
  app === undefined ? {} : { applicationId: app === 'console' ? null : app }
