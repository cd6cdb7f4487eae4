import type { Client } from '#contract/client.ts'
import { hasCode } from '../api/has-code.ts'
import { reasonFor } from './reason-for.ts'

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
      if (!(await prove(reasonFor(operation)))) throw error
      return call(operation, input, options)
    }
  }
}
