import * as z from 'zod/mini'
import { surfaceRoots } from './client.ts'
import type { JsonValue } from './json.ts'
import type { Operation } from './operation.ts'
import { type ProblemCode, problems } from './problem.ts'

type Json = { [key: string]: JsonValue }

/** What every operation may be refused with, besides what it declares. */
function edgesProblems(operation: Operation): ProblemCode[] {
  const { permission, method } = operation
  const withBody = method !== 'GET'
  return [
    'invalid-request',
    ...(permission === 'public' ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(withBody && permission !== 'public' && permission !== 'device' ? (['wrong-origin'] as const) : []),
    ...(operation.stepUp ? (['step-up-required'] as const) : []),
    ...(withBody ? (['body-too-large', 'body-too-deep', 'unsupported-media-type'] as const) : []),
    'internal-error',
    'unavailable',
  ]
}

/**
 * The OpenAPI 3.1 description of these operations: everything in it is read off their declarations.
 *
 * @param server the tenant's base URL.
 */
export function openApiOf(operations: ReadonlyMap<string, Operation>, server: string): Json {
  const paths: { [path: string]: Json } = {}
  for (const [id, operation] of operations) {
    const path = `${surfaceRoots[operation.surface ?? 'api']}${operation.path}`
    const item = paths[path] ?? {}
    item[operation.method.toLowerCase()] = describe(id, operation)
    paths[path] = item
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Latchkey',
      version: '1',
      description:
        'Administration of an organisation and the device protocol. Refusals are RFC 9457 problems.',
    },
    servers: [{ url: server }],
    paths,
    components: {
      schemas: { Problem: problemSchema, ...codeSchemas() },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'latchkey-session' },
        device: {
          type: 'http',
          scheme: 'Device',
          description: 'A JWS by the device key over this very request.',
        },
      },
    },
  }
}

function describe(operationId: string, operation: Operation): Json {
  const { summary, permission, params, body, result, method } = operation
  const inPath = parametersOf(params, 'path')
  const inQuery = method === 'GET' ? parametersOf(body, 'query') : []
  return {
    operationId,
    summary,
    tags: [operation.path.split('/')[1] ?? ''],
    'x-permission': permission,
    ...(operation.stepUp && { 'x-step-up': true }),
    security: securityOf(permission),
    parameters: [...inPath, ...inQuery, ...headersOf(operation)],
    ...(method !== 'GET' && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: {
      '200': {
        description: 'Done',
        ...(operation.versioned && {
          headers: { ETag: { description: 'The version, quoted.', schema: { type: 'string' } } },
        }),
        content: { 'application/json': { schema: schemaOf(result, 'output') } },
      },
      ...problemResponses([...new Set([...edgesProblems(operation), ...operation.problems])]),
    },
  }
}

/** Several problems share a status: they are one response with several shapes. */
function problemResponses(codes: readonly ProblemCode[]): Json {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      String(status),
      {
        description: same.map((code) => `\`${code}\`: ${problems[code].title}`).join('\n\n'),
        content: {
          'application/problem+json': {
            schema: same.length === 1 && same[0] ? ref(same[0]) : { oneOf: same.map(ref) },
          },
        },
      },
    ]),
  )
}

const ref = (code: ProblemCode): Json => ({ $ref: `#/components/schemas/problem-${code}` })

const problemSchema: Json = {
  type: 'object',
  description:
    'RFC 9457. Further members are named where a problem has them, such as `issues` or `retryAfterSeconds`.',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: {
      type: 'string',
      description: 'The id of the request, as in the header `x-request-id` and in the log.',
    },
  },
}

function codeSchemas(): Json {
  return Object.fromEntries(
    Object.entries(problems).map(([code, { status, title }]) => [
      `problem-${code}`,
      {
        allOf: [{ $ref: '#/components/schemas/Problem' }],
        properties: {
          type: { const: `/problems/${code}` },
          title: { const: title },
          status: { const: status },
        },
      },
    ]),
  )
}

function securityOf(permission: Operation['permission']): Json[] {
  if (permission === 'public') return []
  return permission === 'device' ? [{ device: [] }] : [{ session: [] }]
}

function headersOf(operation: Operation): Json[] {
  const header = (name: string, required: boolean): Json => ({
    name,
    in: 'header',
    required,
    schema: { type: 'string' },
  })
  return [
    ...(operation.idempotent ? [header('Idempotency-Key', false)] : []),
    ...(operation.ifMatch ? [header('If-Match', true)] : []),
  ]
}

function parametersOf(schema: z.ZodMiniType, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Json
    required?: string[]
  }
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: of,
  }))
}

/** What travels: of a codec such as `Instant` that is the JSON side, in both directions. */
function schemaOf(schema: z.ZodMiniType, direction: 'input' | 'output'): Json {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // What we send may grow: only what we are sent is closed.
      if (direction === 'output') delete jsonSchema.additionalProperties
    },
  })
  return described as Json
}
