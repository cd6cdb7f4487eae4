import { createTransport } from 'nodemailer'
import { DeliveryError, type Mail, type SendMail } from '#domain/ports.ts'

/** One mailbox and nothing else: what nodemailer would read as a list, a group or a comment is refused before. */
const oneMailbox = /^[^\s@<>()[\],;:"\\]{1,64}@[^\s@<>()[\],;:"\\]{1,255}$/

export interface SmtpConfig {
  /** `smtps://user:password@host`, or `smtp://` with STARTTLS. `?requireTLS=false` allows plain text. */
  readonly url: string
  /** `Example Org <no-reply@example.org>`, or the bare address. */
  readonly from: string
}

/** Sends by SMTP, over connections that are kept. `close` ends those. */
export function createSmtpMailer(config: SmtpConfig): SendMail & { close(): void } {
  const url = new URL(config.url)
  // A mail carries a link that makes whoever holds it that person: it does not travel in the clear, unless asked to.
  const requireTLS =
    url.protocol === 'smtp:' && !isLoopback(url.hostname) && !url.searchParams.has('requireTLS')
  const transport = createTransport({
    url: config.url,
    ...(requireTLS ? { requireTLS } : {}),
    pool: true,
    maxConnections: 4,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = /@([^\s<>@]+?)>?\s*$/.exec(config.from)?.[1] ?? 'localhost'

  async function send(mail: Mail, signal: AbortSignal): Promise<void> {
    if (!oneMailbox.test(mail.to)) throw new DeliveryError('not one mailbox', { permanent: true })
    signal.throwIfAborted()
    const sending = transport.sendMail({
      from: config.from,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: `<${mail.id}@${domain}>`,
      // RFC 3834 §5: holiday notices are not to answer this.
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    await untilAborted(sending, signal).catch((error: unknown) => {
      throw refusalOf(error)
    })
  }
  return Object.assign(send, { close: () => transport.close() })
}

/**
 * A 5xx to the recipient or the message is final (RFC 5321 §4.2.1). One to the connection or the password is about
 * our configuration, which somebody may put right, so the mail waits.
 */
function refusalOf(error: unknown): DeliveryError {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const status = typeof responseCode === 'number' ? responseCode : undefined
  const aboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  const permanent = aboutThisMail && status !== undefined && status >= 500
  // Not the server's words: they quote the address.
  const reason = status ? `smtp ${status}` : `smtp ${typeof code === 'string' ? code : 'failed'}`
  return new DeliveryError(reason, { cause: error, permanent })
}

/** The transport cannot be interrupted: it is left alone, and what it says afterwards is ignored. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new DeliveryError('smtp ETIMEDOUT', { cause: signal.reason }))
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

const isLoopback = (hostname: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
