import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function capture() {
  const lines: string[] = []
  const log = createLog({ level: 'info' }, (line) => lines.push(line))
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}')
  return { log, lines, last }
}

test('secrets are taken out, by name and at any depth', () => {
  const { log, lines } = capture()
  const secret = 'hunter2'
  log.info(
    {
      authorization: `Bearer ${secret}`,
      Cookie: secret,
      headers: { 'set-cookie': secret, 'x-api-token': secret, accept: 'text/html' },
      body: { pin: secret, code: secret, answer: { signature: secret }, list: [{ newPassword: secret }] },
      claim: secret,
      client_secret: secret,
      codeVerifier: secret,
      url: new URL(`https://id.example.org/enrol?claim=${secret}#${secret}`),
      bytes: Buffer.from(secret),
      request: new Headers({ authorization: secret }),
    },
    'done',
  )
  log.info(
    { database: `postgresql://kim:${secret}@db/x`, path: `/enrol?a=1&claim=${secret}#code=${secret}` },
    'text',
  )
  log.error(new Error(`cannot reach smtp://kim:${secret}@mail with Bearer ${secret}${secret}`))
  log.child({ token: secret }).info('child')
  expect(lines.join()).not.toContain(secret)
  expect(lines.join()).toContain('text/html')
})

test('what is no secret stays', () => {
  const { log, last } = capture()
  log.info({ statusCode: 200, requestId: 'r', tokenType: 'Bearer', status: 'active' }, 'done')
  expect(last()).toMatchObject({
    statusCode: 200,
    requestId: 'r',
    tokenType: 'Bearer',
    msg: 'done',
    level: 'info',
  })
})

test('an error shows what happened and not the row it happened to', () => {
  const { log, lines, last } = capture()
  const cause = Object.assign(new Error('duplicate key'), {
    code: '23505',
    constraint: 'users_email',
    detail: 'Key (email)=(kim@example.com) already exists.',
    parameters: ['kim@example.com'],
  })
  log.error({ err: new Error('outer', { cause }) }, 'failed')
  expect(last()['err']).toMatchObject({
    message: 'outer',
    cause: { code: '23505', constraint: 'users_email' },
  })
  expect(lines.join()).not.toContain('kim@example.com')
})

test('a line stays a line, whatever is logged', () => {
  const { log, lines } = capture()
  log.info({ userAgent: 'x\n{"level":"fatal","msg":"forged"}' }, 'a\r\nb')
  expect(lines).toHaveLength(1)
  expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/)
})

test('a value that refers to itself does not end the process', () => {
  const { log, lines } = capture()
  const round: Record<string, unknown> = {}
  round['self'] = round
  log.info({ round }, 'round')
  expect(lines[0]).toContain('[too deep]')
})
