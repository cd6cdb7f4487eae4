import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import pg from 'pg'

/**
 * The bare limit of what is read: a node server without anything else, doing one prepared statement for a request. Arguments: the database
 * and the tenant. It writes its port as its first line.
 */
const [databaseUrl = '', tenantId = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })

const session = {
  name: 'session',
  text: `select s.id, s.user_id, s.expires_at, s.last_active_at, s.idle_seconds, u.admin_role, u.status
    from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
    where s.tenant_id = $1 and s.token_hash = $2 and s.ended_at is null`,
}
const page = {
  name: 'page',
  text: `select u.id, u.first_name, u.last_name, u.name, u.email, u.mobile, u.role, u.admin_role, u.status, u.created_at, u.last_sign_in_at,
      (select count(*)::int from accounts a where a.tenant_id = u.tenant_id and a.user_id = u.id) as accounts,
      (select count(*)::int from devices d where d.tenant_id = u.tenant_id and d.user_id = u.id and d.state <> 'removed') as devices
    from users u where u.tenant_id = $1 order by u.created_at desc, u.id desc limit 26`,
}

const beginning = {
  name: 'beginning',
  text: `select u.id, u.first_name, u.last_name, u.name, u.email, u.mobile, u.role, u.admin_role, u.status, u.created_at, u.last_sign_in_at
    from users u where u.tenant_id = $1 and u.name_key >= 'john' and u.name_key < 'joho' order by u.name_key, u.id limit 26`,
}

const server = createServer(async (request, response) => {
  try {
    const token = request.headers.cookie?.split('=')[1] ?? ''
    const listed = request.url === '/page' ? page : request.url === '/beginning' ? beginning : null
    const query =
      listed !== null
        ? { ...listed, values: [tenantId] }
        : { ...session, values: [tenantId, createHash('sha256').update(token).digest()] }
    const { rows } = await pool.query(query)
    response.writeHead(rows.length > 0 ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(rows))
  } catch (error) {
    response.writeHead(500)
    response.end(String(error))
  }
})

await pool.query('select 1')
server.listen(0, 'localhost', () => {
  const address = server.address()
  console.log(typeof address === 'object' ? address?.port : '')
})
