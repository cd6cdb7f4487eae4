import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useRef } from 'react'
import type { Client } from '#contract/client.ts'
import type { Input, Operation, Result } from '#contract/operation.ts'

export const ApiContext = createContext<Client>(() => {
  throw new Error('Wrap the tree in <ApiContext value={createClient(…)}>')
})

interface QueryOptions {
  /** Shows the last answer while another page, order or search is read: rows never vanish. */
  keepPrevious?: boolean
  /** False waits. */
  enabled?: boolean
  /** Milliseconds between readings, for what changes by itself and has no stream. */
  refetchInterval?: number
}

/** Reads one operation. A reading that nobody waits for any more is cancelled, and its answer never shown. */
export function useOperationQuery<O extends Operation>(
  operation: O,
  input: Input<O>,
  options: QueryOptions = {},
) {
  const call = useContext(ApiContext)
  const { keepPrevious = false, enabled = true, refetchInterval } = options
  return useQuery<Result<O>, Error>({
    queryKey: queryKeyOf(operation, input),
    queryFn: ({ signal }) => call(operation, input, { signal }),
    enabled,
    ...(keepPrevious && { placeholderData: keepPreviousData }),
    ...(refetchInterval !== undefined && { refetchInterval }),
  })
}

interface MutationOptions {
  /** Other domains that this changes too: the first part of their paths. */
  also?: readonly string[]
  /** What the path names is gone afterwards: what was read of it is not asked for again. */
  ends?: boolean
}

/**
 * Changes something by one operation, then reads its domain afresh. It is done when the new state is there, so
 * that a button does not come back to life above the old one. Each `mutate` is one act: an operation that takes an
 * idempotency key gets its own. A second press that comes before the first is seen to be under way is the same act,
 * and has its answer: of two temporary passwords one would be shown, and perhaps the other one serve.
 */
export function useOperationMutation<O extends Operation>(
  operation: O,
  { also = [], ends = false }: MutationOptions = {},
) {
  const call = useContext(ApiContext)
  const cache = useQueryClient()
  const underWay = useRef(new Map<string, Promise<Result<O>>>())
  return useMutation<Result<O>, Error, Input<O>>({
    mutationFn: (input) => {
      const act = JSON.stringify(input)
      const same = underWay.current.get(act)
      if (same) return same
      const begun = call(
        operation,
        input,
        operation.idempotent ? { idempotencyKey: crypto.randomUUID() } : {},
      )
      const ended = begun.finally(() => underWay.current.delete(act))
      underWay.current.set(act, ended)
      return ended
    },
    onSuccess: (_result, input) =>
      Promise.all(
        [domainOf(operation), ...also].map((domain) =>
          cache.invalidateQueries({
            queryKey: [domain],
            predicate: ({ queryKey }) => !(ends && isAbout(queryKey[2], input.params)),
          }),
        ),
      ),
  })
}

/** Where the cache keeps an operation's answer; `[domain]` alone stands for all of a domain. */
export const queryKeyOf = <O extends Operation>(operation: O, input: Input<O>) =>
  [domainOf(operation), operation.path, input] as const

/** `users` for `/users/{userId}/deactivation`. */
const domainOf = (operation: Operation) => operation.path.split('/')[1] ?? ''

/** Whether a reading's input names the object that these parameters name. */
function isAbout(read: unknown, params: unknown): boolean {
  const of = (value: unknown) => Object.entries(value ?? {})
  const named = typeof read === 'object' && read !== null && 'params' in read ? of(read.params) : []
  const wanted = of(params)
  return (
    wanted.length > 0 && wanted.every(([name, value]) => named.some(([n, v]) => n === name && v === value))
  )
}
