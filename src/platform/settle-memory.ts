import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Gives the memory back that only the start needed. V8 makes room for young objects as quickly as they come, which they never do as much
 * as while modules are loaded, and keeps the room for as long as little happens: a quarter of what an idle server held. It takes some
 * fifty milliseconds in which nothing else runs, so it is for the end of a start; what is needed later grows again by itself.
 */
export function settleMemory(): void {
  setFlagsFromString('--expose-gc')
  // Only a context that is made after the flag has the function; nobody else gets it.
  const collect: NodeJS.GCFunction = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
