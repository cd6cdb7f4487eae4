import type { AdministrativeConnection } from './database.ts'

/** The group role that units of work switch to. It owns nothing, so row-level security binds it. */
export const appRole = 'latchkey_app'

/** The login may not set up what the house needs; the message holds the SQL for somebody who may. */
export class RoleError extends Error {
  override name = 'RoleError'
}

/**
 * Makes sure that the role exists and that this login may switch to it. Roles belong to the cluster and are not in
 * a dump of the database, so this is asked at every start and not only by the first migration.
 *
 * @throws {RoleError}
 */
export async function ensureAppRole(connection: AdministrativeConnection): Promise<void> {
  const [me] = await connection.rows<{ name: string; database: string }>(
    'select quote_ident(session_user) as name, quote_ident(current_database()) as database',
  )
  const attempts = [
    // Another process may make it at this instant.
    `do $$ begin
       if not exists (select from pg_roles where rolname = '${appRole}') then create role ${appRole} nologin; end if;
     exception when duplicate_object or unique_violation then null;
     end $$`,
    // From PostgreSQL 16 on, whoever made a role may grant it and yet not switch to it: only trying tells.
    `do $$ begin
       set local role ${appRole};
       reset role;
     exception when insufficient_privilege then
       execute format('grant ${appRole} to %I', session_user);
     end $$`,
  ]
  try {
    for (const attempt of attempts) await connection.run(attempt)
  } catch (cause) {
    const remedy = [
      `create role ${appRole} nologin;   -- where it does not exist yet`,
      `grant ${appRole} to ${me?.name ?? 'the login'};`,
      `alter database ${me?.database ?? 'the database'} owner to ${me?.name ?? 'the login'};`,
    ]
    throw new RoleError(
      [
        `The login ${me?.name ?? ''} may not set up the role ${appRole}, which keeps organisations apart.`,
        'Let an administrator of the database run this once, and start again:',
        ...remedy,
      ].join('\n  '),
      { cause },
    )
  }
}
