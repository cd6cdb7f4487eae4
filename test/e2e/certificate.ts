import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Certificate extends AsyncDisposable {
  /** For `LATCHKEY_TLS_CERT` and `LATCHKEY_TLS_KEY`. */
  readonly certFile: string
  readonly keyFile: string
  /** What Chromium needs to find the host on this computer, and to trust this one key and no other. */
  readonly switches: readonly string[]
}

/** A certificate for a made-up host, signed by itself. */
export async function makeCertificate(host: string): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-certificate-'))
  const certFile = join(folder, 'cert.pem')
  const keyFile = join(folder, 'key.pem')
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile]
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, '-out', certFile, ...subject], {
    stdio: 'pipe',
  })
  const { publicKey } = new X509Certificate(await readFile(certFile))
  const fingerprint = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
  return {
    certFile,
    keyFile,
    switches: [
      `--host-resolver-rules=MAP ${host} 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${fingerprint}`,
    ],
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
