import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { type Adapter, type AdapterPayload } from 'oidc-provider'

/** Somebody at the company's provider. */
export interface UpstreamPerson {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly given_name?: string
  readonly family_name?: string
}

/**
 * A company's OpenID provider on a port of the loopback: `oidc-provider` itself, with a person who is signed in there at once.
 *
 * @param options.callbacks where it sends people back to
 */
export async function startUpstreamOidc(options: { readonly callbacks: readonly string[] }) {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const people = new Map<string, UpstreamPerson>()
  let present: UpstreamPerson = { sub: 'nobody' }
  let declines = false

  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const provider = new Provider(issuer, {
    adapter: createMemoryAdapter(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    clients: [
      {
        client_id: 'latchkey',
        client_secret: 'a secret of some length for tests',
        redirect_uris: [...options.callbacks],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['given_name', 'family_name', 'name'],
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['test'] },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => {
      const person = people.get(id)
      return person && { accountId: id, claims: async () => ({ ...person }) }
    },
    // Whoever is here has agreed already.
    async loadExistingGrant(ctx) {
      const { oidc } = ctx
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (req, res) => {
    if (!req.url?.startsWith('/interaction/')) return void answer(req, res)
    const result = declines
      ? { error: 'access_denied', error_description: 'The person said no' }
      : { login: { accountId: present.sub } }
    provider.interactionFinished(req, res, result).catch((error: unknown) => {
      res.statusCode = 500
      res.end(String(error))
    })
  })

  return {
    issuer,
    host: `127.0.0.1:${port}`,
    clientId: 'latchkey',
    clientSecret: 'a secret of some length for tests',
    /** Who is in front of the browser from now on. */
    present(person: UpstreamPerson) {
      people.set(person.sub, person)
      present = person
      declines = false
    },
    decline() {
      declines = true
    },
    /** Follows a browser through the provider, and says where it is sent back to: path and query. */
    async visit(url: string): Promise<string> {
      const cookies = new Map<string, string>()
      let at = new URL(url)
      for (let hops = 0; hops < 10; hops++) {
        if (at.origin !== issuer) return at.pathname + at.search
        const response = await fetch(at, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        })
        for (const set of response.headers.getSetCookie()) {
          const [pair = ''] = set.split(';')
          cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
        }
        const location = response.headers.get('location')
        if (!location)
          throw new Error(`the provider shows a page: ${response.status} ${await response.text()}`)
        at = new URL(location, at)
      }
      throw new Error('the provider redirects without an end')
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type UpstreamOidcServer = Awaited<ReturnType<typeof startUpstreamOidc>>

/** What the provider keeps, for as long as it runs. */
function createMemoryAdapter() {
  const stored = new Map<string, AdapterPayload>()
  return (model: string): Adapter => {
    const key = (id: string) => `${model}:${id}`
    const find = (wanted: (payload: AdapterPayload) => boolean) =>
      [...stored].find(([id, payload]) => id.startsWith(`${model}:`) && wanted(payload))?.[1]
    return {
      upsert: async (id, payload) => void stored.set(key(id), payload),
      find: async (id) => stored.get(key(id)),
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (code) => find((payload) => payload.userCode === code),
      consume: async (id) => {
        const payload = stored.get(key(id))
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async (id) => void stored.delete(key(id)),
      revokeByGrantId: async (grantId) => {
        for (const [id, payload] of stored) if (payload.grantId === grantId) stored.delete(id)
      },
    }
  }
}
