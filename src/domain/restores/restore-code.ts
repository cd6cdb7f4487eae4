import type { Work } from '../work.ts'

/** Six digits are short: their hash is keyed, and bound to one restore. */
export const macOfCode = (work: Work, sid: string, code: string): Buffer =>
  work.keys.mac('restore-code', textOf(work, sid, code))

export const isCode = (work: Work, sid: string, code: string, mac: Uint8Array): boolean =>
  work.keys.macMatches('restore-code', textOf(work, sid, code), mac)

const textOf = (work: Work, sid: string, code: string) =>
  `${work.base.tenantId}:${sid}:${code.replace(/[\s-]/g, '')}`
