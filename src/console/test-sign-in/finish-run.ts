import * as z from 'zod/mini'
import { testSignInTexts } from '../texts/test-sign-in.ts'
import { checkClaims, type DecodedToken, decodeToken, verifySignature } from './id-token.ts'
import { discover } from './provider.ts'
import type { TestRun } from './test-run.ts'
import type { TestSignInSearch } from './test-sign-in-search.ts'

const { steps: words, trouble } = testSignInTexts

/** One thing that was tried, and what came of it. */
export interface Step {
  name: string
  ok: boolean
  /** A sentence, where there is something to say. */
  note?: string
}

export interface Outcome {
  steps: readonly Step[]
  token: DecodedToken | null
  userinfo: Record<string, unknown> | null
}

const Tokens = z.object({
  access_token: z.string(),
  id_token: z.string(),
  token_type: z.string(),
  expires_in: z.optional(z.number()),
  scope: z.optional(z.string()),
})
const Refusal = z.object({ error: z.string(), error_description: z.optional(z.string()) })

/**
 * Plays the application's part from the answer of the authorization endpoint on: each step as an application does it, up to the first
 * that fails. Never throws: what fails is a step with its reason.
 */
export async function finishRun(run: TestRun, answer: TestSignInSearch): Promise<Outcome> {
  const steps: Step[] = []
  let token: DecodedToken | null = null
  let userinfo: Record<string, unknown> | null = null
  const passed = (name: string, note?: string) => void steps.push({ name, ok: true, ...(note && { note }) })
  let current: string = words.answer
  try {
    const code = readAnswer(run, answer)
    passed(current, words.answerText)

    current = words.discovery
    const provider = await discover(run.issuer)
    passed(current, `${run.issuer}/.well-known/openid-configuration`)

    current = words.token
    const tokens = await exchange(run, provider.token_endpoint, code)
    passed(current, words.tokenText(tokens.scope ?? 'openid', tokens.expires_in ?? '?'))

    current = words.idToken
    token = decodeToken(tokens.id_token)
    const signedBy = await verifySignature(tokens.id_token, await readJson(provider.jwks_uri, trouble.keys))
    passed(words.signature, words.signatureText(String(token.header.alg), signedBy))
    const expected = { ...run, accessToken: tokens.access_token, now: new Date() }
    for (const { name, ok } of await checkClaims(token, expected)) steps.push({ name: words.claim(name), ok })

    current = words.userinfo
    userinfo = z.parse(
      z.record(z.string(), z.unknown()),
      await readJson(provider.userinfo_endpoint, trouble.userinfo, {
        authorization: `Bearer ${tokens.access_token}`,
      }),
    )
    // OpenID Connect Core §5.3.2
    steps.push({ name: words.subject, ok: userinfo.sub === token.claims.sub })
  } catch (error) {
    steps.push({ name: current, ok: false, note: error instanceof Error ? error.message : String(error) })
  }
  return { steps, token, userinfo }
}

/** The authorization response (RFC 6749 §4.1.2, RFC 9207 §2.4). */
function readAnswer(
  run: TestRun,
  { code, state, iss, error, error_description: description }: TestSignInSearch,
): string {
  if (state !== run.state) throw new Error(trouble.state)
  if (error) throw new Error(refusedWords({ error, error_description: description }))
  if (iss !== undefined && iss !== run.issuer) throw new Error(trouble.answerFrom(iss))
  if (code === undefined) throw new Error(trouble.noCode)
  return code
}

const refusedWords = ({ error, error_description: description }: z.output<typeof Refusal>) =>
  description ? trouble.refused(error, description) : error

/** The code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.5). */
async function exchange(run: TestRun, endpoint: string, code: string): Promise<z.output<typeof Tokens>> {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: run.redirectUri,
    code_verifier: run.verifier,
    ...(run.clientSecret === null && { client_id: run.clientId }),
  })
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(run.clientSecret !== null && { authorization: `Basic ${basic(run.clientId, run.clientSecret)}` }),
    },
    body: form,
  })
  const said: unknown = await response.json().catch(() => null)
  const refusal = z.safeParse(Refusal, said)
  if (!response.ok) {
    throw new Error(refusal.success ? refusedWords(refusal.data) : trouble.token(response.status))
  }
  const tokens = z.safeParse(Tokens, said)
  if (!tokens.success) throw new Error(trouble.noTokens)
  return tokens.data
}

/** RFC 6749 §2.3.1: both parts are form-encoded first. */
const basic = (id: string, secret: string) => btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)

async function readJson(
  address: string,
  failed: (status: number) => string,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(address, { headers })
  if (!response.ok) throw new Error(failed(response.status))
  return response.json()
}
