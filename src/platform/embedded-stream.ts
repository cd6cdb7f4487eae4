import { Duplex } from 'node:stream'
import type { Engine } from './embedded-engine.ts'
import { endOfLastRequest, frame } from './wire.ts'

const readyForQuery = frame('Z', 'I')

/**
 * What `pg` takes for its socket: it speaks its protocol to the embedded engine instead of a server. Both engines
 * thereby share one driver, with its values, errors and transactions.
 */
export class EmbeddedStream extends Duplex {
  readonly #engine: Engine
  #pending: Buffer = Buffer.alloc(0)
  #greeted = false

  constructor(engine: Engine) {
    super()
    this.#engine = engine
  }

  /** `pg` opens its socket itself. */
  connect(): this {
    // The session of the engine outlives connections: whatever the last one left open is not ours.
    const reset = ['rollback', 'discard all'].map((sql) => this.#engine.exchange(frame('Q', `${sql}\0`)))
    Promise.all(reset).then(
      () => this.emit('connect'),
      (error: Error) => this.destroy(error),
    )
    return this
  }

  override _read() {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void) {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    if (!this.#greeted) {
      if (this.#pending.length < 4 || this.#pending.length < this.#pending.readUInt32BE(0)) return done()
      this.#pending = this.#pending.subarray(this.#pending.readUInt32BE(0))
      this.#greeted = true
      // No password here: who can open the folder has the data.
      this.push(Buffer.concat([frame('R', Buffer.alloc(4)), frame('K', Buffer.alloc(8)), readyForQuery]))
    }
    const end = endOfLastRequest(this.#pending)
    if (end === 0) return done()
    const request = this.#pending.subarray(0, end)
    this.#pending = this.#pending.subarray(end)
    this.#engine.exchange(request).then(
      (answer) => {
        this.push(answer)
        done()
      },
      (error: Error) => done(error),
    )
  }

  override _final(done: (error?: Error | null) => void) {
    this.push(null)
    done()
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }
}
