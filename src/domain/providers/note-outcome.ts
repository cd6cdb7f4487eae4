import type { ProviderId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { UpstreamError } from '../ports.ts'
import type { Work } from '../work.ts'
import { setLastFailure, setLastSuccess } from './providers.sql.ts'
import { failureWords, type TripPurpose } from './trips.sql.ts'

interface About {
  readonly providerId: ProviderId
  readonly purpose: TripPurpose
}

/** Notes at the provider that an answer of it was good. */
export async function noteSuccess(work: Work, { providerId, purpose }: About): Promise<void> {
  await setLastSuccess(work, providerId)
  if (purpose === 'test') await record(work, 'provider.tested', { providerId, succeeded: true, reason: null })
}

/** Notes at the provider, in words for administrators, why somebody could not get through. */
export async function noteFailure(
  work: Work,
  { providerId, purpose }: About,
  error: UpstreamError,
): Promise<void> {
  const reason = failureWords(error)
  await setLastFailure(work, providerId, reason)
  if (purpose === 'test') await record(work, 'provider.tested', { providerId, succeeded: false, reason })
  work.notify('provider', providerId)
}
