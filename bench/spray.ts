import { closedLoop, type Figure } from './figure.ts'
import { type Caller, createCaller } from './http.ts'
import { openLoop } from './open-loop.ts'
import { addressOf, openSignInPage } from './sign-in-page.ts'
import type { World } from './world.ts'

/** Who tries passwords at once: enough to keep every place in the line for hashing taken. */
const attackers = 48
const ordinaryPerSecond = 20

/**
 * `signin.spray`: what ordinary sign-in pages take while a list of passwords is tried on everybody, each try from an address of its own,
 * known people and unknown ones alike. What is refused for want of a place in the line, or by the limits, counts as tried.
 */
export async function measureSpray(world: World): Promise<Figure[]> {
  const { tenancy, client } = world
  const { rows } = await client.query<{ email: string }>(
    `select email from users where tenant_id = $1 and status = 'active' and role = 'user' order by id limit 2000`,
    [tenancy.tenantId],
  )
  // The page asks for the password first, so that every try reaches the hash.
  const policy = JSON.stringify({ order: ['password', 'phone'], secondFactor: 'none' })
  await client.query(
    `insert into tenant_settings (tenant_id, section, value, updated_at) values ($1, 'sign-in', $2, now())`,
    [tenancy.tenantId, policy],
  )
  const sprays = createCaller(tenancy.baseUrl, attackers)
  const caller = createCaller(tenancy.baseUrl, 32)
  const count = world.quick ? 300 : 10_000
  try {
    const ordinary = (turn: number) => openSignInPage(caller, { ip: addressOf(0x200000 + turn) })
    const quiet = await openLoop(ordinaryPerSecond, 100, ordinary)
    let refused = 0
    let isOver = false
    const spraying = closedLoop(attackers, count, async (turn) => {
      const email = turn % 3 ? rows[turn % rows.length]?.email : `nobody-${turn}@acme.example`
      if ((await tryPassword(sprays, addressOf(turn), email ?? '')) !== 303) refused += 1
    }).finally(() => {
      isOver = true
    })
    const took: number[] = []
    const meanwhile = (async () => {
      while (!isOver) took.push((await openLoop(ordinaryPerSecond, ordinaryPerSecond * 3, ordinary)).p99Ms)
    })()
    const tried = await spraying
    await meanwhile
    console.log(`signin.spray: ${tried.perSecond.toFixed(1)} tries/s, ${refused} of ${count} refused`)
    const worst = Math.max(...took)
    return [
      {
        name: 'signin.spray',
        value: worst,
        unit: `ms, worst p99 of sign-in pages while ${count} passwords are tried`,
        perSecond: tried.perSecond,
        bare: quiet.p99Ms,
        ratio: worst / quiet.p99Ms,
        budget: '≤ 100 ms',
      },
    ]
  } finally {
    await client.query(`delete from tenant_settings where tenant_id = $1 and section = 'sign-in'`, [
      tenancy.tenantId,
    ])
    await Promise.all([sprays.close(), caller.close()])
  }
}

/** @returns the status of the answer to the password */
async function tryPassword(caller: Caller, ip: string, address: string): Promise<number> {
  const { page, cookie } = await openSignInPage(caller, { ip })
  const send = (path: string, form: Record<string, string>) =>
    caller.call('POST', path, {
      cookie,
      headers: {
        'x-forwarded-for': ip,
        origin: caller.origin,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(form).toString(),
    })
  await send(page, { address })
  return (await send(`${page}/password`, { password: 'Summer2026!' })).status
}
