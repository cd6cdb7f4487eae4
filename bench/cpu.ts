import { readdir, readFile } from 'node:fs/promises'
import type { World } from './world.ts'

/** Linux counts in hundredths of a second. */
const tickMs = 10

/**
 * Milliseconds of processor that a process has used. Where other work shares the computer this says more than a clock does. NaN where
 * the system does not tell.
 */
export async function cpuMs(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The name in brackets may hold anything; user and system time are the 12th and 13th field behind it.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields ? (Number(fields[11]) + Number(fields[12])) * tickMs : Number.NaN
}

/**
 * As `cpuMs`, without the threads that yield to the others: of our server those that hash passwords. Counted exactly, where `cpuMs` of a
 * short time counts ticks.
 */
export async function cpuMsBesideHashing(pid: number | undefined): Promise<number> {
  const folder = `/proc/${pid}/task`
  const niceOf = async (thread: string) => {
    const stat = await readFile(`${folder}/${thread}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])
  }
  const usual = await niceOf(`${pid}`)
  let nanoseconds = 0
  for (const thread of await readdir(folder)) {
    if ((await niceOf(thread)) > usual) continue
    const ran = await readFile(`${folder}/${thread}/schedstat`, 'utf8')
    nanoseconds += Number(ran.split(' ')[0])
  }
  return nanoseconds / 1e6
}

/** As `cpuMs`, of the connections that the server has at this moment. Those that it gives up meanwhile take theirs along. */
export async function databaseCpuMs({ client }: World): Promise<number> {
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'latchkey'`,
  )
  const each = await Promise.all(rows.map(({ pid }) => cpuMs(pid)))
  return each.reduce((sum, ms) => sum + (Number.isNaN(ms) ? 0 : ms), 0)
}
