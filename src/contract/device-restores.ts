import * as z from 'zod/mini'
import { Did, Jws, v } from './device-messages.ts'
import { Nothing, operation } from './operation.ts'
import { RestoreProof } from './settings.ts'

/** The same answer for every DID: nobody learns here whether one is known. */
export const openRestore = operation({
  surface: 'device',
  method: 'POST',
  path: '/restores',
  summary: 'Begin to restore a phone from a backup',
  permission: 'public',
  access: 'write',
  params: Nothing,
  body: z.object({ v, did: Did }),
  result: z.object({ sid: z.string(), nonce: z.string(), exp: z.int() }),
  problems: ['unsupported-version', 'rate-limited'],
})

const bySid = z.strictObject({ sid: z.uuid() })

/** Who holds the identity's key hears the truth: `did-retired`, `account-gone`, `user-deactivated`, or what else has to be shown. */
export const proveRestore = operation({
  surface: 'device',
  method: 'POST',
  path: '/restores/{sid}',
  summary: 'Prove the identity of the backup; answers which further proofs are accepted',
  permission: 'public',
  access: 'write',
  params: bySid,
  body: z.object({ v, proof: Jws }),
  result: z.object({
    org: z.object({ name: z.string(), logo: z.nullable(z.string()) }),
    user: z.object({ name: z.string(), hint: z.string() }),
    proofs: z.array(RestoreProof),
    /** Where a code would go: "am…@northwind.example", "…12"; and the phones that could confirm. */
    hints: z.object({
      mail: z.nullable(z.string()),
      sms: z.nullable(z.string()),
      devices: z.array(z.string()),
    }),
  }),
  problems: [
    'unsupported-version',
    'restore-not-found',
    'restore-proof-invalid',
    'did-retired',
    'account-gone',
    'user-deactivated',
    'clock',
  ],
})

export const askRestoreProof = operation({
  surface: 'device',
  method: 'POST',
  path: '/restores/{sid}/codes',
  summary: 'Have a code sent, or ask another phone of this person, to prove a restore',
  permission: 'public',
  access: 'write',
  params: bySid,
  body: z.object({ v, by: z.enum(['mail', 'sms', 'device']) }),
  /** `number`: six digits to be typed on the other phone; null for the other ways. `exp`: Unix seconds. */
  result: z.object({ number: z.nullable(z.string()), exp: z.int() }),
  problems: ['unsupported-version', 'restore-not-found', 'restore-proof-refused', 'rate-limited'],
})

/** Five tries in all. With `device` it is asked again until the other phone has answered. */
export const finishRestoreProof = operation({
  surface: 'device',
  method: 'POST',
  path: '/restores/{sid}/claims',
  summary: 'Show the further proof; answers a claim for this identity and this restore alone',
  permission: 'public',
  access: 'write',
  params: bySid,
  body: z.object({
    v,
    by: RestoreProof,
    /** Of `mail` and `sms`: the code. Of `claim`: an administrator's setup code or the token of its link. */
    code: z.optional(z.string().check(z.maxLength(64))),
  }),
  result: z.discriminatedUnion('state', [
    z.object({ state: z.literal('waiting') }),
    z.object({ state: z.literal('proved'), claim: z.string(), exp: z.int() }),
    /** The other phone said no, or did not answer in time. */
    z.object({ state: z.literal('refused') }),
  ]),
  problems: [
    'unsupported-version',
    'restore-not-found',
    'restore-proof-refused',
    'code-wrong',
    'claim-invalid',
    'claim-locked',
    'rate-limited',
  ],
})
