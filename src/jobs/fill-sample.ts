import type { TenantId } from '#contract/ids.ts'
import { fillSample, findUnfinished } from '#domain/sample/fill.ts'
import type { Ground, Tenancy } from '#domain/work.ts'
import type { Log } from '#platform/log.ts'

/**
 * Fills organisations that were marked for sample data: those whose filling a stop cut short, soon after the start, and each as soon as it
 * is marked.
 */
export function startSampleFill({
  ground,
  log,
  findTenancy,
}: {
  ground: Ground
  log: Log
  findTenancy: (id: TenantId) => Promise<Tenancy | undefined>
}): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  let again = false

  async function fillAll(): Promise<void> {
    for (const tenantId of await findUnfinished(ground)) {
      const tenancy = await findTenancy(tenantId)
      if (!tenancy || stopping.signal.aborted) continue
      const filled = await fillSample(ground, tenancy, stopping.signal)
      if (filled?.finished) log.info({ tenantId }, 'the sample data is complete')
    }
  }
  /** One round at a time; what comes in between is looked at by the next. */
  function look(): void {
    if (stopping.signal.aborted) return
    again = running !== undefined
    if (running) return
    running = fillAll()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'the sample data is not complete; the next start goes on with it'),
      )
      .then(() => {
        running = undefined
        if (again) look()
      })
  }
  const unsubscribe = ground.database.hub.subscribe('tenant', look)
  const timer = setTimeout(look, 1000).unref()
  return {
    async stop() {
      stopping.abort()
      unsubscribe()
      clearTimeout(timer)
      await running
    },
  }
}
