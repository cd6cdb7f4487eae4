import type { PasswordRules } from '#contract/passwords.ts'
import type { PasswordPolicy } from '#contract/settings.ts'
import { readSetting } from '../settings/read-setting.ts'
import type { Work } from '../work.ts'

/** Whether the policy lets this person have a password. */
export async function passwordAllowed(
  work: Work,
  user: { readonly passwordAllowed: boolean },
): Promise<boolean> {
  return allowedBy(await readSetting(work, 'password'), user)
}

export const allowedBy = (policy: PasswordPolicy, user: { readonly passwordAllowed: boolean }) =>
  policy.allowed === 'yes' || (policy.allowed === 'per-user' && user.passwordAllowed)

/** What a new password must be, for the page that asks for one. */
export async function passwordRules(work: Work): Promise<PasswordRules> {
  return rulesOf(await readSetting(work, 'password'))
}

export function rulesOf(policy: PasswordPolicy): PasswordRules {
  const { minimumLength, blockBreached, history } = policy
  return {
    minimumLength,
    uppercase: policy.requireUppercase,
    lowercase: policy.requireLowercase,
    digit: policy.requireDigit,
    symbol: policy.requireSymbol,
    blockBreached,
    history,
  }
}
