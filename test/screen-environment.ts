import { builtinEnvironments, type Environment } from 'vitest/runtime'

/** What the server's libraries compare with `instanceof`: Node's own, not those of jsdom's window. */
const nodesOwn = [
  'Uint8Array',
  'ArrayBuffer',
  'TextEncoder',
  'TextDecoder',
  'AbortController',
  'AbortSignal',
] as const

/**
 * jsdom for screens that run against the real application in the same process: the files are read as the server reads them, not as
 * a browser's bundle, where `new URL('…', import.meta.url)` would be the address of an asset.
 */
const environment: Environment = {
  ...builtinEnvironments.jsdom,
  name: 'screen',
  viteEnvironment: 'ssr',
  async setup(global, options) {
    const own = nodesOwn.map((name) => [name, global[name]] as const)
    const running = await builtinEnvironments.jsdom.setup(global, options)
    for (const [name, value] of own)
      Object.defineProperty(global, name, { value, configurable: true, writable: true })
    // jsdom lays nothing out, so there is nothing to scroll.
    global.Element.prototype.scrollIntoView ??= () => {}
    return running
  },
}

// biome-ignore lint/style/noDefaultExport: vitest takes environments so
export default environment
