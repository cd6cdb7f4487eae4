import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { measureCombinations } from './combinations.ts'
import { measureDeactivation } from './deactivate.ts'
import { measureDirectory } from './directory.ts'
import { type Figure, report } from './figure.ts'
import { measureMerge } from './merge.ts'
import { measureMixed } from './mixed.ts'
import { measureCodeFlow } from './oidc.ts'
import { measurePasswords } from './password.ts'
import { measurePhones } from './phones.ts'
import { measureScreens } from './screens.ts'
import { measureSearch } from './search.ts'
import { measureSession } from './session.ts'
import { measureSpray } from './spray.ts'
import { measureStart } from './start.ts'
import { measureTenants } from './tenants.ts'
import { measureWaitingPages } from './waiting-pages.ts'
import { openWorld, type World } from './world.ts'

/**
 * Measures the budgets of the house and writes them down: `npm run bench`, `-- --quick` with a tenth of the people, `-- --only
 * oidc.code-flow,phone` for some figures and those that are measured together with them, `-- --profile <folder>` to have the server
 * write what it spends its time on.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    users: { type: 'string' },
    profile: { type: 'string' },
  },
})
const quick = values.quick ?? false
const users = Number(values.users ?? (quick ? 100_000 : 1_000_000))
const only = values.only?.split(',')

const measurements: readonly {
  /** What the names of its figures begin with. */
  names: readonly string[]
  measure: (world: World) => Promise<Figure[]>
}[] = [
  { names: ['directory.first-page', 'directory.deep-page'], measure: measureDirectory },
  { names: ['directory.combinations'], measure: measureCombinations },
  { names: ['search'], measure: measureSearch },
  { names: ['session'], measure: measureSession },
  { names: ['oidc'], measure: measureCodeFlow },
  { names: ['phone.sign-in', 'phone.page-advance'], measure: measurePhones },
  { names: ['phone.waiting-pages'], measure: measureWaitingPages },
  { names: ['signin.password'], measure: measurePasswords },
  { names: ['signin.spray'], measure: measureSpray },
  { names: ['mixed'], measure: measureMixed },
  { names: ['tenants'], measure: measureTenants },
  { names: ['user'], measure: measureDeactivation },
  { names: ['user'], measure: measureMerge },
  { names: ['start', 'memory'], measure: measureStart },
  { names: ['bundle', 'page'], measure: measureScreens },
]

const begun = performance.now()
const say = (text: string) =>
  console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${text}`)

// Whoever else is busy here is in every figure.
say(`before the start, ${loadavg()[0]?.toFixed(1)} processes wanted a processor`)
say(`a PostgreSQL with ${users.toLocaleString('en')} people is being made`)
const figures: Figure[] = []
let failed = false
{
  await using world = await openWorld(users, { quick, profile: values.profile })
  say(`ready at ${world.tenancy.baseUrl}`)
  for (const { names, measure } of measurements) {
    const isWanted = (name: string) => only?.some((one) => one.startsWith(name) || name.startsWith(`${one}.`))
    if (only && !names.some(isWanted)) continue
    const name = names.join(', ')
    say(name)
    try {
      figures.push(...(await measure(world)))
    } catch (error) {
      failed = true
      console.error(`${name} could not be measured`, error)
      console.error(world.server.log().slice(-2000))
    }
  }
}
await report(figures, 'bench-results.json')
say('written to bench-results.json')
if (failed) process.exitCode = 1
