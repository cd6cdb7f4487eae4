import { surfaceRoots } from '#contract/client.ts'
import type { Call } from './edge.ts'

/**
 * Lets the app call the device surface from a host of its own (Fetch standard, CORS protocol). Only that origin, without cookies: every
 * call there proves itself by signature. Nothing else of ours answers other origins.
 *
 * @returns whether the request was the browser's question beforehand, which is answered with this alone
 */
export function allowAppOrigin(c: Call): boolean {
  const tenancy = c.get('tenancy')
  const origin = c.req.header('origin')
  if (!tenancy || !origin || !c.req.path.startsWith(`${surfaceRoots.device}/`)) return false
  c.header('vary', 'origin')
  if (origin !== new URL(tenancy.appUrl).origin || origin === new URL(tenancy.baseUrl).origin) return false
  c.header('access-control-allow-origin', origin)
  c.header('access-control-expose-headers', 'retry-after, x-request-id')
  if (c.req.method !== 'OPTIONS' || !c.req.header('access-control-request-method')) return false
  c.header('access-control-allow-methods', 'GET, POST')
  c.header('access-control-allow-headers', 'authorization, content-type')
  c.header('access-control-max-age', '7200')
  return true
}
