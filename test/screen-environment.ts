import { builtinEnvironments, type Environment } from 'vitest/runtime'

/**
 * jsdom for screens that run against the real application in the same process: the files are read as the server reads them, not as
 * a browser's bundle, where `new URL('…', import.meta.url)` would be the address of an asset.
 */
const environment: Environment = { ...builtinEnvironments.jsdom, name: 'screen', viteEnvironment: 'ssr' }

// biome-ignore lint/style/noDefaultExport: vitest takes environments so
export default environment
