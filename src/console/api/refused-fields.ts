import * as z from 'zod/mini'
import { hasCode } from './has-code.ts'

const Issues = z.object({ issues: z.array(z.object({ path: z.array(z.unknown()), message: z.string() })) })

/** What the server says is wrong with which field of the body, by the field's name; empty where it says nothing of the kind. */
export function refusedFields(error: Error | null): Readonly<Record<string, string>> {
  if (!hasCode(error, 'invalid-request')) return {}
  const said = z.safeParse(Issues, error.members)
  if (!said.success) return {}
  return Object.fromEntries(said.data.issues.map(({ path, message }) => [String(path[0]), message]))
}
