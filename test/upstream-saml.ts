import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { makeCertificate } from './certificate.ts'

/** Somebody at the company's identity provider. */
export interface SamlPerson {
  readonly nameId: string
  readonly format?: string
  readonly email?: string
  readonly groups?: readonly string[]
}

/** What may be other than it should be. */
export interface SamlWish {
  readonly audience?: string
  readonly recipient?: string
  readonly inResponseTo?: string
  readonly issuer?: string
  readonly key?: string
  readonly cert?: string
  readonly signAssertion?: boolean
  readonly signResponse?: boolean
  readonly signatureAlgorithm?: string
  readonly digestAlgorithm?: string
  readonly lifetimeInSeconds?: number
}

interface Samlp {
  auth(options: object): (req: object, res: object, next: (error?: unknown) => void) => void
  parseRequest(req: object, done: (error: unknown, request: { id: string }) => void): void
  getSamlResponse(config: object, person: SamlPerson, done: (error: unknown, xml: string) => void): void
}
// It comes without types.
const samlp = createRequire(import.meta.url)('samlp') as Samlp

/** A company's SAML identity provider, `samlp` on a port of the loopback; whoever is present is signed in there at once. */
export async function startUpstreamSaml(acsUrl: string) {
  const own = makeCertificate()
  let present: SamlPerson = { nameId: 'nobody' }
  let wish: SamlWish = {}
  const entityId = 'https://idp.contoso.example'

  const configOf = (some: SamlWish) => ({
    issuer: entityId,
    key: own.key,
    cert: own.certificate,
    recipient: acsUrl,
    destination: acsUrl,
    signatureAlgorithm: 'rsa-sha256',
    digestAlgorithm: 'sha256',
    lifetimeInSeconds: 300,
    profileMapper: (person: SamlPerson) => ({
      getClaims: () => ({
        mail: person.email ?? '',
        givenName: 'Kim',
        sn: 'Park',
        ...(person.groups && { groups: person.groups }),
      }),
      getNameIdentifier: () => ({
        nameIdentifier: person.nameId,
        nameIdentifierFormat: person.format ?? 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      }),
    }),
    ...some,
  })

  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const url = new URL(incoming.url ?? '/', 'http://localhost')
    const req = Object.assign(incoming, { query: Object.fromEntries(url.searchParams), body: {} })
    const res = Object.assign(outgoing, {
      set: (name: string, value: string) => outgoing.setHeader(name, value),
      send: (body: unknown) => outgoing.end(String(body)),
    })
    const answer = samlp.auth({
      ...configOf(wish),
      getPostURL: (_audience: string, _dom: object, _req: object, done: (error: null, url: string) => void) =>
        done(null, acsUrl),
      getUserFromRequest: () => present,
    })
    answer(req, res, (error) => outgoing.writeHead(500).end(String(error)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    entityId,
    signInUrl: `http://127.0.0.1:${port}/sso`,
    certificate: own.certificate,
    present(person: SamlPerson, some: SamlWish = {}) {
      present = person
      wish = some
    },
    /** A browser that is sent there: the form that it gets, to be posted to us. */
    async visit(url: string): Promise<URLSearchParams> {
      const response = await fetch(url)
      const html = await response.text()
      const value = (name: string) =>
        new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1]?.replace(/&#x2F;|&#47;/g, '/') ?? ''
      return new URLSearchParams({
        SAMLResponse: value('SAMLResponse'),
        RelayState: value('RelayState'),
      })
    },
    /** A response of its making, as XML. */
    issue: (person: SamlPerson, some: SamlWish): Promise<string> =>
      new Promise((resolve, reject) => {
        samlp.getSamlResponse(configOf(some), person, (error, xml) =>
          error ? reject(new Error(String(error))) : resolve(xml),
        )
      }),
    /** The id of the request in an address that a browser is sent to. */
    requestIn: (url: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const query = Object.fromEntries(new URL(url).searchParams)
        samlp.parseRequest({ query, method: 'GET' }, (error, { id }) =>
          error ? reject(new Error(String(error))) : resolve(id),
        )
      }),
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type UpstreamSamlServer = Awaited<ReturnType<typeof startUpstreamSaml>>
