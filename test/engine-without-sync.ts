import { NodeFS } from '@electric-sql/pglite/nodefs'

/**
 * Loaded into the thread of the embedded database before it starts: an engine that leaves no way to hook into its
 * syncing, as a later version of it might.
 */
const { init } = NodeFS.prototype
NodeFS.prototype.init = async function (...given) {
  const initialised = await init.apply(this, given)
  const { preRun } = initialised.emscriptenOpts
  Object.defineProperty(initialised.emscriptenOpts, 'preRun', { get: () => preRun, set: () => {} })
  return initialised
}
