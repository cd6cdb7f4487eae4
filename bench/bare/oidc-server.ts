import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { type Configuration, interactionPolicy, type JWKS, Provider } from 'oidc-provider'

/**
 * The bare limit of the code flow: the same library with the memory adapter that it brings along, the same algorithms and claims, and
 * people who are signed in. Argument: how many. It writes its port, then the ids of their sessions, as its first line.
 */
const people = Number(process.argv[2])
const client = { id: 'bench', secret: 's'.repeat(43), redirectUri: 'https://app.example/callback' }
const server = createServer()
server.listen(0, 'localhost', async () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const policy = interactionPolicy.base()
  policy.remove('consent')
  const provider = new Provider(`http://localhost:${port}`, {
    jwks: {
      keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'bench' }],
    } as unknown as JWKS,
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    responseTypes: ['code'],
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    claims: { openid: ['sub', 'amr', 'acr', 'auth_time'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: false,
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: 'Kim Lee', email: 'kim@example.com' }),
    }),
    loadExistingGrant: async (ctx) => {
      const { account } = ctx.oidc
      const grant = new ctx.oidc.provider.Grant({
        clientId: client.id,
        ...(account && { accountId: account.accountId }),
      })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
    features: { devInteractions: { enabled: false }, resourceIndicators: { enabled: false } },
    interactions: { policy, url: () => '/nobody-is-asked' },
    cookies: { long: { signed: false }, short: { signed: false } },
  } satisfies Configuration)
  const sessions: string[] = []
  for (let person = 0; person < people; person++) {
    const session = new provider.Session()
    session.loginAccount({ accountId: `person-${person}` })
    await session.save(86_400)
    sessions.push(session.jti)
  }
  server.on('request', provider.callback())
  console.log([port, ...sessions].join(' '))
})
