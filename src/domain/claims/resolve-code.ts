import { readTypedCode } from '#contract/device-messages.ts'
import type { TenantId } from '#contract/ids.ts'
import type { Ground } from '../work.ts'
import { claimLookup } from './claim-hash.ts'

/** Which organisation a typed code belongs to, over all of them; undefined when it is none that is good. The database's own clock decides. */
export async function tenantOfCode(
  { database, keys }: Pick<Ground, 'database' | 'keys'>,
  typed: string,
): Promise<TenantId | undefined> {
  const code = readTypedCode(typed)
  const lookup = code && claimLookup(keys, code)
  if (!lookup || !('codeHash' in lookup)) return undefined
  const [row] = await database.hot<{ id: TenantId }>(
    'tenant_of_code',
    'select tenant_of_code as id from tenant_of_code($1)',
    [lookup.codeHash],
  )
  return row?.id
}
