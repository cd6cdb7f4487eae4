import { readFile } from 'node:fs/promises'

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
