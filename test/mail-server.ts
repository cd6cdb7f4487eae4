import { once } from 'node:events'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail server for tests, on loopback: it keeps what it is given. */
export interface MailServer {
  /** For `LATCHKEY_SMTP_URL`. */
  readonly url: string
  readonly mails: (ParsedMail & { readonly recipients: readonly string[] })[]
  /** Answers the next recipients with these codes, one each: 452 asks to come back, 550 does not want it. */
  refuse(...codes: readonly number[]): void
  /** How many recipients were refused. */
  refused(): number
  /** Fulfils when `condition` holds; it is asked at every mail and refusal. */
  until(condition: () => boolean, limitMs?: number): Promise<void>
  stop(): Promise<void>
}

export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer['mails'] = []
  const codes: number[] = []
  let refused = 0
  const waiters = new Set<() => void>()
  const lookAll = () => {
    for (const look of [...waiters]) look()
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(address, _session, done) {
      const code = codes.shift()
      if (code === undefined) return done()
      refused += 1
      done(Object.assign(new Error(`${address.address} is not wanted`), { responseCode: code }))
      lookAll()
    },
    onData(stream, session, done) {
      simpleParser(stream).then(
        (mail) => {
          mails.push({ ...mail, recipients: session.envelope.rcptTo.map(({ address }) => address) })
          done()
          lookAll()
        },
        (error: Error) => done(error),
      )
    },
  })
  server.on('error', () => {})
  const listening = once(server.server, 'listening')
  server.listen(0, '127.0.0.1')
  await listening
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    refuse: (...more) => codes.push(...more),
    refused: () => refused,
    until(condition, limitMs = 10_000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiters.delete(look)
          reject(new Error(`${mails.length} mails came, and ${refused} recipients were refused`))
        }, limitMs)
        function look() {
          if (!condition()) return
          waiters.delete(look)
          clearTimeout(timer)
          resolve()
        }
        waiters.add(look)
        look()
      })
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
