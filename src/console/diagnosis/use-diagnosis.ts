import { diagnoseSignIn } from '#contract/diagnosis.ts'
import type { Input } from '#contract/operation.ts'
import { useOperationQuery } from '#ui/api.ts'

/** How often it is looked at again, in milliseconds: what it depends on changes in many places, and not all of them say so. */
const readEvery = 15_000

/** Every check of the real decision, as it stands now. */
export const useDiagnosis = (body: Input<typeof diagnoseSignIn>['body'], enabled = true) =>
  useOperationQuery(
    diagnoseSignIn,
    { params: {}, body },
    { keepPrevious: true, enabled, ...(enabled && { refetchInterval: readEvery }) },
  )
