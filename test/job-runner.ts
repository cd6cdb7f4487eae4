import { createUpstream } from '#adapters/upstream.ts'
import type { Tables } from '#domain/tables.ts'
import type { Tenancy } from '#domain/work.ts'
import { startJobRunner } from '#jobs/run-jobs.ts'
import { systemClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { createKeyring } from '#platform/keyring.ts'
import { createLog } from '#platform/log.ts'
import { createPasswordHasher } from '#platform/password-hasher.ts'

/** A process that works on bulk acts until it is killed. `node job-runner.ts <database url> <tenancy as JSON> <master key, hex>` */
const [url, tenancy, masterKey] = process.argv.slice(2)
if (!url || !tenancy || !masterKey) throw new Error('which database, whose, and by which key?')
const log = createLog({ level: 'error' })
const database = await openDatabase<Tables>({ kind: 'postgresql', url, poolSize: 4 }, log)
const keys = createKeyring(Buffer.from(masterKey, 'hex'))
const nobodyAsks = () => Promise.reject(new Error('no bulk act asks anybody outside'))
startJobRunner({
  ground: {
    database,
    clock: systemClock,
    keys,
    passwords: createPasswordHasher(keys, { memoryKib: 19 * 1024, passes: 2 }),
    countBreaches: null,
    channels: () => ({ mail: 'none', sms: null }),
    upstream: createUpstream({ fetch: nobodyAsks }),
  },
  log,
  findTenancy: async () => JSON.parse(tenancy) as Tenancy,
})
setInterval(() => {}, 60_000)
