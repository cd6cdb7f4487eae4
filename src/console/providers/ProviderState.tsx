import type { Provider } from '#contract/providers.ts'
import { Badge } from '#ui/Badge.tsx'
import { providersTexts } from '../texts/providers.ts'

const soonMs = 28 * 86_400_000

/** What of it ends soon or has ended: a secret or a certificate; null where nothing does. */
export function endingOf(
  { secretExpiresAt, certificateExpiresAt }: Provider,
  now = Date.now(),
): string | null {
  const ending = [
    [secretExpiresAt, providersTexts.secretEnds, providersTexts.secretEnded],
    [certificateExpiresAt, providersTexts.certificateEnds, providersTexts.certificateEnded],
  ] as const
  for (const [at, ends, ended] of ending) {
    if (!at || at.getTime() - now > soonMs) continue
    const day = at.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
    return at.getTime() <= now ? ended(day) : ends(day)
  }
  return null
}

/** Whether it works, in one badge. */
export function ProviderState({ provider }: { provider: Provider }) {
  const { enabled, lastSuccessAt, lastFailureAt } = provider
  if (!enabled) return <Badge tone="neutral">{providersTexts.states.disabled}</Badge>
  if (lastFailureAt && (!lastSuccessAt || lastFailureAt > lastSuccessAt))
    return <Badge tone="danger">{providersTexts.states.failing}</Badge>
  if (endingOf(provider)) return <Badge tone="warning">{providersTexts.states.ending}</Badge>
  return lastSuccessAt ? (
    <Badge tone="success">{providersTexts.states.working}</Badge>
  ) : (
    <Badge tone="info">{providersTexts.states.unused}</Badge>
  )
}
