import type { Client } from '#contract/client.ts'
import type { Operation } from '#contract/operation.ts'
import { hasCode } from '../api/has-code.ts'

/**
 * A client that, where the server wants a fresh approval by phone first, asks for it and then repeats the call as it was.
 *
 * @param prove asks the person; false when they gave up. Then the call fails with the server's refusal.
 */
export function withStepUp(call: Client, prove: (reason: string) => Promise<boolean>): Client {
  return async (operation, input, options) => {
    try {
      return await call(operation, input, options)
    } catch (error) {
      if (!(error instanceof Error) || !hasCode(error, 'step-up-required')) throw error
      if (!(await prove(await reasonOf(operation)))) throw error
      return call(operation, input, options)
    }
  }
}

/** Read when first needed: it names operations of every part of the console. Where it cannot be read, the operation speaks for itself. */
async function reasonOf(operation: Operation): Promise<string> {
  const read = await import('./reason-for.ts').catch(() => undefined)
  return read?.reasonFor(operation) ?? operation.summary.slice(0, 100)
}
