import type { UpstreamProtocols } from '#domain/ports.ts'
import type { OutgoingFetch } from '#platform/outgoing.ts'

/** The protocols that providers above ours speak. Each library is loaded when the first person needs it: most starts need none. */
export function createUpstream({ fetch }: { fetch: OutgoingFetch }): UpstreamProtocols {
  let oidc: Promise<UpstreamProtocols['oidc']> | undefined
  let saml: Promise<UpstreamProtocols['saml']> | undefined
  const openOidc = () => {
    oidc ??= import('./upstream-oidc.ts').then(({ createUpstreamOidc }) => createUpstreamOidc({ fetch }))
    return oidc
  }
  const openSaml = () => {
    saml ??= import('./upstream-saml.ts').then(({ createUpstreamSaml }) => createUpstreamSaml())
    return saml
  }
  return {
    oidc: {
      begin: async (client, wish) => (await openOidc()).begin(client, wish),
      finish: async (client, answer, expected) => (await openOidc()).finish(client, answer, expected),
    },
    saml: {
      begin: async (provider, wish) => (await openSaml()).begin(provider, wish),
      finish: async (provider, response, expected) => (await openSaml()).finish(provider, response, expected),
    },
  }
}
