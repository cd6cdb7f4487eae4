import type { KoaContextWithOIDC } from 'oidc-provider'

/**
 * Puts `offline_access` back where the library took it out because no consent was asked for: ours are the organisation's own
 * applications, whose administrator consented when they were made (OpenID Connect Core §11 leaves room for that).
 */
export function keepOfflineAccess(ctx: KoaContextWithOIDC): void {
  const { params, client, route } = ctx.oidc
  if (route !== 'authorization' || !params || !client?.grantTypeAllowed('refresh_token')) return
  const asked = ctx.method === 'POST' ? ctx.oidc.body?.['scope'] : ctx.query['scope']
  const scopes = new Set(typeof params['scope'] === 'string' ? params['scope'].split(' ') : [])
  if (typeof asked !== 'string' || !asked.split(' ').includes('offline_access') || !scopes.has('openid'))
    return
  params['scope'] = [...scopes.add('offline_access')].join(' ')
}
