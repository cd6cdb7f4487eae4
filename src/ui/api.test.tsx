import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { type CallOptions, createClient } from '#contract/client.ts'
import { Nothing, operation } from '#contract/operation.ts'
import { ApiContext, useOperationMutation, useOperationQuery } from './api.ts'

afterEach(cleanup)

const Query = z.object({ q: z.string() })
const found = z.object({ text: z.string() })
const search = operation({
  method: 'GET',
  path: '/users',
  summary: 'Searches',
  permission: 'users:read',
  access: 'read',
  params: Nothing,
  body: Query,
  result: found,
  problems: [],
})
const create = operation({
  method: 'POST',
  path: '/users',
  summary: 'Creates',
  permission: 'users:write',
  access: 'write',
  idempotent: true,
  params: Nothing,
  body: Query,
  result: found,
  problems: [],
})

interface Sent {
  path: string
  signal: CallOptions['signal'] | null
  key: string | undefined
  answer: (text: string) => void
}

/** The real client over a wire that answers when it is told to. */
function connect() {
  const sent: Sent[] = []
  const call = createClient(
    (path, init) =>
      new Promise((resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
        sent.push({
          path: `${init.method} ${path}`,
          signal: init.signal,
          key: new Headers(init.headers).get('idempotency-key') ?? undefined,
          answer: (text) => resolve(Response.json({ text })),
        })
      }),
  )
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const tree = (q: string) => (
    <QueryClientProvider client={cache}>
      <ApiContext value={call}>
        <Screen q={q} />
      </ApiContext>
    </QueryClientProvider>
  )
  return { sent, tree }
}

function Screen({ q }: { q: string }) {
  const { data, isPlaceholderData } = useOperationQuery(
    search,
    { params: {}, body: { q } },
    { keepPrevious: true },
  )
  const creation = useOperationMutation(create)
  return (
    <>
      <p data-testid="found">{`${data?.text ?? 'nothing'}${isPlaceholderData ? ', earlier' : ''}`}</p>
      <button type="button" onClick={() => creation.mutate({ params: {}, body: { q } })}>
        Create
      </button>
    </>
  )
}

const reads = (text: string) => waitFor(() => expect(screen.getByTestId('found').textContent).toBe(text))

test('a search that is typed over is cancelled, and the last answer stays until the next', async () => {
  const { sent, tree } = connect()
  const { rerender } = render(tree('in'))
  sent[0]?.answer('Ingrid')
  await reads('Ingrid')
  rerender(tree('ing'))
  await reads('Ingrid, earlier')
  rerender(tree('ingo'))
  expect(sent[1]?.signal?.aborted).toBe(true)
  sent[2]?.answer('Ingo')
  await reads('Ingo')
  expect(sent.map(({ path }) => path)).toEqual([
    'GET /api/v1/users?q=in',
    'GET /api/v1/users?q=ing',
    'GET /api/v1/users?q=ingo',
  ])
})

test('a change reads its domain afresh, and each act carries a key of its own', async () => {
  const { sent, tree } = connect()
  render(tree('in'))
  sent[0]?.answer('before')
  const person = userEvent.setup()
  await person.click(screen.getByRole('button'))
  sent[1]?.answer('created')
  await waitFor(() => expect(sent[2]?.path).toBe('GET /api/v1/users?q=in'))
  sent[2]?.answer('after')
  await reads('after')
  await person.click(screen.getByRole('button'))
  expect(sent[1]?.key).toMatch(/^[0-9a-f-]{36}$/)
  expect(sent[3]?.key).toMatch(/^[0-9a-f-]{36}$/)
  expect(sent[3]?.key).not.toBe(sent[1]?.key)
})

test('two presses at once are one act, and another press after its answer is another one', async () => {
  const { sent, tree } = connect()
  render(tree('in'))
  sent[0]?.answer('before')
  await reads('before')
  const button = screen.getByRole('button')
  // Without a breath in between: nothing has been drawn anew by the second press.
  button.click()
  button.click()
  const posts = () => sent.filter(({ path }) => path.startsWith('POST'))
  await waitFor(() => expect(posts()).toHaveLength(1))
  posts()[0]?.answer('created')
  await waitFor(() => {
    // Whichever reading is the last one now.
    sent.at(-1)?.answer('after')
    expect(screen.getByTestId('found').textContent).toBe('after')
  })
  expect(posts()).toHaveLength(1)
  button.click()
  await waitFor(() => expect(posts()).toHaveLength(2))
})
