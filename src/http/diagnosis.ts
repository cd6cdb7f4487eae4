import type * as contract from '#contract/diagnosis.ts'
import { diagnoseSignIn } from '#domain/sign-in/diagnose-sign-in.ts'
import type { Handlers } from './mount.ts'

export const diagnosis: Handlers<typeof contract> = {
  diagnoseSignIn: (work, { body }) => diagnoseSignIn(work, body),
}
