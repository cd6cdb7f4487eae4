import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { surfaceRoots } from '#contract/client.ts'
import type { Input, Operation, Result } from '#contract/operation.ts'
import { Problem, type ProblemCode } from '#contract/problem.ts'
import { requireVersion } from '#domain/devices/signed.ts'
import type { LiveSession } from '#domain/sessions/find-session.ts'
import { requireStepUp } from '#domain/sign-in/require-step-up.ts'
import { type Actor, nobody, transact, type Work } from '#domain/work.ts'
import { authenticate } from './authenticate.ts'
import type { Call, Edge, Env } from './edge.ts'
import { answerOnce } from './idempotency.ts'
import { requireOwnOrigin } from './own-origin.ts'
import { problemFrom } from './problem.ts'
import { parseJson, readBody } from './read-json.ts'

/** What a handler may need besides its unit of work. */
export interface Served<Proof = undefined> {
  readonly edge: Edge
  readonly c: Call
  /** Of operations that a session is needed for. */
  readonly session: LiveSession | undefined
  /** What is known of the device that calls; undefined on operations without one. */
  readonly proof: Proof | undefined
  /** What the handler's `ahead` gave. */
  readonly ahead: unknown
}

/** What there is before the unit of work begins. */
export interface Outside {
  readonly edge: Edge
  readonly c: Call
  readonly actor: Actor
  readonly session: LiveSession | undefined
}

/**
 * Serves one operation in one unit of work. Throw a `Problem` to refuse and undo; return it to refuse and keep what was
 * written (a counted try).
 */
export type Handler<O extends Operation, Proof = undefined> = {
  (work: Work, input: Input<O>, served: Served<Proof>): Promise<Result<O> | Problem>
  /** Runs first, outside of any unit: what is slow or asks other computers. See `handleAfter`. */
  ahead?(outside: Outside, input: Input<O>): Promise<unknown>
}

/**
 * A handler with something to do before its unit of work, such as hashing a password or asking a provider. It is done once who calls
 * may call and what they sent is well formed; what it gives is handed to `handle`.
 */
export function handleAfter<O extends Operation, Ahead, Proof = undefined>(
  ahead: (outside: Outside, input: Input<O>) => Promise<Ahead>,
  handle: (work: Work, input: Input<O>, ahead: Ahead, served: Served<Proof>) => Promise<Result<O> | Problem>,
): Handler<O, Proof> {
  return Object.assign(
    // It is what `ahead` gave in this very call.
    (work: Work, input: Input<O>, served: Served<Proof>) =>
      handle(work, input, served.ahead as Ahead, served),
    { ahead },
  )
}

/** A handler for every operation that a contract file declares; to forget one is a type error. */
export type Handlers<Contract, Proof = undefined> = {
  [Id in keyof Contract as Contract[Id] extends Operation ? Id : never]: Contract[Id] extends Operation
    ? Handler<Contract[Id], Proof>
    : never
}

/** Calls by the `Device` scheme: each is verified in the unit that serves it. */
export interface DeviceCalls<Proof> {
  /**
   * Who calls; one that changes something is taken, once.
   *
   * @param body the body's bytes, which the signature covers
   */
  authenticate(
    work: Work,
    c: Call,
    body: Uint8Array,
    operation: Operation,
  ): Promise<{ actor: Actor; proof: Proof }>
  /** After a call that only read. */
  afterRead(edge: Edge, c: Call, proof: Proof): Promise<void>
  /** After a call whose unit was undone, and with it that the call was taken: the same one comes too late from here on. */
  afterUndone(edge: Edge, c: Call, proof: Proof): Promise<void>
}

/** Mounts every operation of a contract file. */
export function mountAll<Contract extends object, Proof = undefined>(
  app: Hono<Env>,
  edge: Edge,
  contract: Contract,
  handlers: Handlers<Contract, Proof>,
  devices?: DeviceCalls<Proof>,
): void {
  // The compiler loses the tie between an operation and its handler once both are read by name.
  for (const [id, handle] of Object.entries(handlers) as [keyof Contract, Handler<Operation, Proof>][]) {
    mount(app, edge, contract[id] as Operation, handle, devices)
  }
}

/** Serves one operation: who calls, may they, is it well formed; then one unit of work, and the encoded result. */
export function mount<Proof>(
  app: Hono<Env>,
  edge: Edge,
  operation: Operation,
  handle: Handler<Operation, Proof>,
  devices?: DeviceCalls<Proof>,
): void {
  const path = `${surfaceRoots[operation.surface ?? 'api']}${operation.path.replace(/\{(\w+)\}/g, ':$1')}`
  app.on(operation.method, path, async (c) => {
    // Declared problems are the promise; anything else that a handler refuses with is a mistake in one of the two.
    try {
      return await serve(edge, c, operation, handle, devices)
    } catch (error) {
      const { code } = problemFrom(error)
      if (edgesOwn.has(code) || operation.problems.includes(code)) throw error
      // Whoever asks for a person who may be gone may be told where they went.
      if (code === 'user-merged' && operation.problems.includes('user-not-found')) throw error
      if (edge.strict)
        throw new Error(`${path} refused with ${code}, which it does not declare`, { cause: error })
      edge.log.warn({ path, problem: code }, 'an operation refused with a problem that it does not declare')
      throw error
    }
  })
}

/** What the edge itself may say to any request. */
const edgesOwn: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'invalid-request',
  'unauthenticated',
  'forbidden',
  'wrong-origin',
  'step-up-required',
  'not-found',
  'method-not-allowed',
  'version-mismatch',
  'precondition-required',
  'body-too-large',
  'body-too-deep',
  'unsupported-media-type',
  'internal-error',
  'unavailable',
])

async function serve<Proof>(
  edge: Edge,
  c: Call,
  operation: Operation,
  handle: Handler<Operation, Proof>,
  devices: DeviceCalls<Proof> | undefined,
): Promise<Response> {
  // Who calls comes first: a stranger learns nothing of what a body should look like.
  const bytes = operation.method === 'GET' ? new Uint8Array() : await readBody(c.req.raw)
  if (operation.permission === 'device') {
    if (!devices) throw new Error(`${operation.path} needs to know its devices`)
    return serveDevice(edge, c, operation, handle, bytes, devices)
  }
  const { actor, session } = await identify(edge, c, operation)
  try {
    return await serveAs(edge, c, operation, handle, bytes, { actor, session })
  } catch (error) {
    noteOverreach(edge, c, operation, actor, error)
    throw error
  }
}

/** Who calls, and what they ask for, in one unit. */
async function serveDevice<Proof>(
  edge: Edge,
  c: Call,
  operation: Operation,
  handle: Handler<Operation, Proof>,
  bytes: Uint8Array,
  devices: DeviceCalls<Proof>,
): Promise<Response> {
  const stranger = nobody(c.var.tenancy.tenantId, c.var.origin)
  let called: { actor: Actor; proof: Proof } | undefined
  let answer: object
  try {
    answer = await transact(edge.ground, c.var.tenancy, operation.access, stranger, async (work) => {
      called = undefined
      called = await devices.authenticate(work, c, bytes, operation)
      const { actor, proof } = called
      const input = readAllowed(c, operation, bytes, actor)
      const served: Served<Proof> = { edge, c, session: undefined, proof, ahead: undefined }
      return answerIn({ ...work, actor }, operation, handle, input, served, bytes)
    })
  } catch (error) {
    if (called) {
      noteOverreach(edge, c, operation, called.actor, error)
      if (operation.access === 'write') await devices.afterUndone(edge, c, called.proof)
    }
    throw error
  }
  if (called && operation.access === 'read') await devices.afterRead(edge, c, called.proof)
  return send(c, operation, answer)
}

/** Who tried what they may not (OWASP ASVS 16.3.2). It changed nothing, so it is in the log and not among the events. */
function noteOverreach(edge: Edge, c: Call, operation: Operation, actor: Actor, error: unknown): void {
  const { code } = problemFrom(error)
  if (code !== 'forbidden' && code !== 'higher-rank') return
  const { requestId, ip } = c.var.origin
  const { method, path } = operation
  const who = { tenantId: actor.tenantId, actor: actor.kind, actorId: actor.id, adminRole: actor.adminRole }
  edge.log.warn({ requestId, ip, ...who, method, path, problem: code }, 'a call was refused')
}

async function serveAs<Proof>(
  edge: Edge,
  c: Call,
  operation: Operation,
  handle: Handler<Operation, Proof>,
  bytes: Uint8Array,
  { actor, session }: { actor: Actor; session: LiveSession | undefined },
): Promise<Response> {
  const input = readAllowed(c, operation, bytes, actor)

  // Here as well, so that nothing is asked of anybody for whoever has to prove themselves first; the unit looks at its own instant.
  if (operation.stepUp && handle.ahead) requireStepUp({ actor, now: edge.ground.clock() })
  const ahead = handle.ahead && (await handle.ahead({ edge, c, actor, session }, input))
  const served: Served<Proof> = { edge, c, session, proof: undefined, ahead }
  const answer = await transact(edge.ground, c.var.tenancy, operation.access, actor, (work) =>
    answerIn(work, operation, handle, input, served, bytes),
  )
  return send(c, operation, answer)
}

function readAllowed(c: Call, operation: Operation, bytes: Uint8Array, actor: Actor): Input<Operation> {
  if (!actor.permissions.has(operation.permission)) throw new Problem('forbidden')
  return readInput(c, operation, bytes)
}

function answerIn<Proof>(
  work: Work,
  operation: Operation,
  handle: Handler<Operation, Proof>,
  input: Input<Operation>,
  served: Served<Proof>,
  bytes: Uint8Array,
): Promise<object> {
  const run = async () => {
    const result = await handle(work, input, served)
    return result instanceof Problem ? result : (z.encode(operation.result, result) as object)
  }
  // Of a repetition too: the first answer may hold a secret.
  if (operation.stepUp) requireStepUp(work)
  return operation.idempotent ? answerOnce(work, served.c, operation, bytes, run) : run()
}

function send(c: Call, operation: Operation, answer: object): Response {
  // A refusal that was returned is thrown after the commit: what was written stays.
  if (answer instanceof Problem) throw answer
  if (operation.versioned && 'version' in answer) c.header('etag', `"${answer.version}"`)
  c.header('cache-control', 'no-store')
  return c.json(answer)
}

async function identify(
  edge: Edge,
  c: Call,
  operation: Operation,
): Promise<{ actor: Actor; session: LiveSession | undefined }> {
  if (operation.permission === 'public') {
    return { session: undefined, actor: nobody(c.var.tenancy.tenantId, c.var.origin) }
  }
  if (operation.method !== 'GET') requireOwnOrigin(c)
  return authenticate(edge, c)
}

function readInput(c: Call, operation: Operation, bytes: Uint8Array): Input<Operation> {
  const params = parse(operation.params, c.req.param())
  const raw = operation.method === 'GET' ? c.req.query() : parseJson(bytes, c.req.header('content-type'))
  // Of another version nothing else is known, so that is said first.
  if (operation.surface === 'device' && operation.method !== 'GET')
    requireVersion((raw as { v?: unknown } | null)?.v)
  const body = parse(operation.body, raw)
  if (!operation.ifMatch) return { params, body }
  const named = c.req.header('if-match')
  if (named === undefined) throw new Problem('precondition-required')
  const version = /^"(\d{1,9})"$/.exec(named.trim())?.[1]
  // Another validator than ours, or a weak one, matches no version (RFC 9110 §13.1.1).
  if (version === undefined) throw new Problem('version-mismatch')
  return { params, body, ifMatch: Number(version) }
}

function parse<S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> {
  const parsed = z.safeParse(schema, value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message }))
  throw new Problem('invalid-request', z.prettifyError(parsed.error), { members: { issues } })
}
