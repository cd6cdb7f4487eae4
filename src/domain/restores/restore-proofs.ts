import type { RestoreProof } from '#contract/settings.ts'
import { canText } from '../codes/send-text.ts'
import { activeDevices } from '../devices/list-devices.ts'
import { hintOf } from '../devices/open-enrolment.ts'
import { readSetting } from '../settings/read-setting.ts'
import type { Work } from '../work.ts'
import type { Person } from './restores.sql.ts'

export interface RestoreProofs {
  readonly proofs: RestoreProof[]
  readonly hints: { readonly mail: string | null; readonly sms: string | null; readonly devices: string[] }
}

/**
 * What a person may show beside their backup: what the policy allows and they have. After a phone was lost it is an administrator's setup
 * code alone, since mail and SMS may arrive on that very phone. Where nothing else is left, that code serves as well: it always does with
 * the backup.
 */
export async function restoreProofs(work: Work, person: Person): Promise<RestoreProofs> {
  const { restoreProofs: allowed } = await readSetting(work, 'devices')
  const phones = (await activeDevices(work, { userId: person.id })).map(({ name }) => name)
  const usable: Record<RestoreProof, boolean> = {
    mail: work.channels.mail !== 'none',
    sms: canText(work, person.mobile),
    device: phones.length > 0,
    claim: true,
  }
  const offered = person.restoreByClaim ? [] : allowed.filter((proof) => usable[proof])
  const proofs: RestoreProof[] = offered.length > 0 ? offered : ['claim']
  return {
    proofs,
    hints: {
      mail: proofs.includes('mail') ? hintOf(codeAddress(person)) : null,
      sms: proofs.includes('sms') && person.mobile !== null ? `…${person.mobile.slice(-2)}` : null,
      devices: proofs.includes('device') ? phones : [],
    },
  }
}

/** As invitations: a work mailbox may itself be behind this sign-in. */
export const codeAddress = ({ email, personalEmail }: Pick<Person, 'email' | 'personalEmail'>): string =>
  personalEmail ?? email
