import type { Provider } from '#contract/providers.ts'
import { Badge } from '#ui/Badge.tsx'

const soonMs = 28 * 86_400_000

/** What of it ends soon or has ended: a secret or a certificate; null where nothing does. */
export function endingOf(
  { secretExpiresAt, certificateExpiresAt }: Provider,
  now = Date.now(),
): string | null {
  const ending = [
    ['Secret', secretExpiresAt],
    ['Certificate', certificateExpiresAt],
  ] as const
  for (const [what, at] of ending) {
    if (!at || at.getTime() - now > soonMs) continue
    const day = at.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
    return at.getTime() <= now ? `${what} ended ${day}` : `${what} ends ${day}`
  }
  return null
}

/** Whether it works, in one badge. */
export function ProviderState({ provider }: { provider: Provider }) {
  const { enabled, lastSuccessAt, lastFailureAt } = provider
  if (!enabled) return <Badge tone="neutral">Disabled</Badge>
  if (lastFailureAt && (!lastSuccessAt || lastFailureAt > lastSuccessAt))
    return <Badge tone="danger">Failing</Badge>
  if (endingOf(provider)) return <Badge tone="warning">Ends soon</Badge>
  return lastSuccessAt ? <Badge tone="success">Working</Badge> : <Badge tone="info">Not used yet</Badge>
}
