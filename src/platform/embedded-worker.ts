import { fsyncSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { countMessages, firstErrorCode, frame } from './wire.ts'

/** The thread of the embedded database: bytes of PostgreSQL's protocol in, bytes of its answer out. */
export type Request =
  | { readonly id: number; readonly kind: 'exchange'; readonly bytes: Uint8Array }
  | { readonly id: number; readonly kind: 'close' }

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly bytes: Uint8Array }
  /** The engine cannot be trusted any more: end the thread. */
  | { readonly kind: 'broken'; readonly reason: string }

const port = parentPort
if (!port) throw new Error('embedded-worker.ts runs as a worker thread')
const reply = (message: Reply) => port.postMessage(message)

let syncs = 0

/**
 * NODEFS that really syncs. As it comes, a sync of the engine ends in a stub: committed work would wait in the
 * page cache, in no order, for a power cut.
 */
class DurableNodeFS extends NodeFS {
  override async init(...given: Parameters<NodeFS['init']>) {
    const initialised = await super.init(...given)
    const options = initialised.emscriptenOpts
    options.preRun = [
      ...(options.preRun ?? []),
      // Emscripten's file system is not typed; the self-check finds out whether this still fits.
      (module: { NODEFS: { stream_ops: Record<string, unknown> } }) => {
        module.NODEFS.stream_ops['fsync'] = (stream: { nfd?: number }) => {
          if (stream.nfd !== undefined) {
            fsyncSync(stream.nfd)
            syncs += 1
          }
          return 0
        }
      },
    ] as NonNullable<typeof options.preRun>
    return initialised
  }
}

/** What PGlite starts its engine with, except that it switches syncing off there. */
const startParams = [
  '--single',
  '-O',
  '-j',
  ...[
    'search_path=public',
    'exit_on_error=false',
    'log_checkpoints=false',
    'max_worker_processes=0',
    'max_parallel_workers=0',
    'max_parallel_workers_per_gather=0',
    'max_parallel_maintenance_workers=0',
    'io_method=sync',
    'fsync=on',
    'wal_sync_method=fsync',
  ].flatMap((setting) => ['-c', setting]),
]

const nesting = 200_000
const deep = '['.repeat(nesting) + ']'.repeat(nesting)

/** Refuses to run where a commit would not reach the disk, or where a deep value would make statements vanish. */
function selfCheck(engine: PGlite): void {
  const run = (sql: string) => exchange(engine, frame('Q', `${sql}\0`))
  run('rollback; drop table if exists latchkey_self_check; create table latchkey_self_check (body jsonb)')
  const before = syncs
  run(`insert into latchkey_self_check values ('1')`)
  if (syncs === before) throw new Error('a commit was not synced to disk: refusing to run without durability')
  const code = firstErrorCode(run(`insert into latchkey_self_check values ('${deep}')`))
  if (code !== '54001') throw new Error(`a deep value was answered by ${code ?? 'success'} instead of 54001`)
  const failed = firstErrorCode(run('drop table latchkey_self_check'))
  if (failed) throw new Error(`the self-check ended in ${failed}`)
}

/**
 * Hands messages to the engine and checks that each was answered. PGlite drops the exceptions of its WebAssembly
 * code, such as a stack that overflowed: then a statement would look as if it had worked.
 */
function exchange(engine: PGlite, bytes: Uint8Array): Uint8Array {
  const answer = engine.execProtocolRawSync(bytes)
  const asked = countMessages(bytes)
  const answered = countMessages(answer)
  const of = (counts: Map<string, number>, type: string) => counts.get(type) ?? 0
  const code = firstErrorCode(answer)
  if (code === 'XX000') throw new Error('the engine reported an internal error (XX000)')
  const ended = of(answered, 'C') + of(answered, 'I') + of(answered, 's')
  // An error skips the rest of its batch; without one, everything asked for has an end.
  const complete =
    of(answered, 'Z') > 0 && (code !== undefined || ended >= of(asked, 'E') + (of(asked, 'Q') > 0 ? 1 : 0))
  if (!complete) throw new Error('the engine did not answer a statement')
  return answer
}

try {
  const engine = await PGlite.create({ fs: new DurableNodeFS(workerData.folder), startParams })
  selfCheck(engine)
  port.on('message', async (request: Request) => {
    try {
      if (request.kind === 'close') {
        await engine.close()
        reply({ kind: 'answer', id: request.id, bytes: new Uint8Array() })
      } else {
        reply({ kind: 'answer', id: request.id, bytes: exchange(engine, request.bytes) })
      }
    } catch (error) {
      reply({ kind: 'broken', reason: error instanceof Error ? error.message : String(error) })
    }
  })
  reply({ kind: 'ready' })
} catch (error) {
  reply({ kind: 'broken', reason: error instanceof Error ? error.message : String(error) })
}
