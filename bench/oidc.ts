import { createHash } from 'node:crypto'
import { alternate } from './alternate.ts'
import { startBare } from './bare/start-bare.ts'
import { closedLoop, type Figure } from './figure.ts'
import { type Caller, createCaller, expectStatus } from './http.ts'
import { sessionToken } from './seed.ts'
import type { World } from './world.ts'

const callers = 8
const verifier = 'a-verifier-of-the-bench-that-is-as-long-as-RFC-7636-asks'
const challenge = createHash('sha256').update(verifier).digest('base64url')

interface Client {
  readonly clientId: string
  readonly secret: string
  readonly redirectUri: string
  readonly authorize: string
  readonly token: string
}

/** People who are signed in already: authorization request, code, and the code with its proof for tokens. Ours is on the disk. */
export async function measureCodeFlow(world: World): Promise<Figure[]> {
  const people = 64
  await using bareServer = await startBare('oidc-server', String(people))
  const caller = createCaller(world.tenancy.baseUrl, callers)
  const bareCaller = createCaller(bareServer.origin, callers)
  const ours: Client = { ...world.application, authorize: '/oidc/auth', token: '/oidc/token' }
  const bare: Client = {
    clientId: 'bench',
    secret: 's'.repeat(43),
    redirectUri: 'https://app.example/callback',
    authorize: '/auth',
    token: '/token',
  }
  const count = world.quick ? 800 : 3000
  const times = await alternate(
    'oidc.code-flow',
    3,
    {
      pid: world.server.process.pid,
      run: () =>
        closedLoop(callers, count, (turn) =>
          codeFlow(caller, ours, `${world.cookieName}=${sessionToken(turn % people)}`),
        ),
    },
    {
      pid: bareServer.process.pid,
      run: () =>
        closedLoop(callers, count, (turn) =>
          codeFlow(bareCaller, bare, `_session=${bareServer.words[1 + (turn % people)]}`),
        ),
    },
  )
  await Promise.all([caller.close(), bareCaller.close()])
  return [
    {
      name: 'oidc.code-flow',
      value: times.ours.perSecond,
      unit: 'flows/s at 8 callers',
      p50Ms: times.ours.p50Ms,
      p95Ms: times.ours.p95Ms,
      p99Ms: times.ours.p99Ms,
      perSecond: times.ours.perSecond,
      bare: times.bare.perSecond,
      ratio: times.ours.perSecond / times.bare.perSecond,
      budget: '≥ 250/s; ≥ 45 % of the memory adapter',
    },
  ]
}

async function codeFlow(caller: Caller, client: Client, cookie: string): Promise<void> {
  const query = new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: client.redirectUri,
    response_type: 'code',
    scope: 'openid profile email',
    state: 'bench',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  const asked = expectStatus(await caller.call('GET', `${client.authorize}?${query}`, { cookie }), 303)
  const code = new URL(asked.location ?? '', caller.origin).searchParams.get('code')
  if (!code) throw new Error(`no code: ${asked.location}`)
  const answer = await caller.call('POST', client.token, {
    headers: {
      authorization: `Basic ${Buffer.from(`${client.clientId}:${client.secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: client.redirectUri,
      code_verifier: verifier,
    }).toString(),
  })
  const { id_token } = JSON.parse(expectStatus(answer, 200).text) as { id_token?: string }
  if (!id_token) throw new Error('no ID token')
}
