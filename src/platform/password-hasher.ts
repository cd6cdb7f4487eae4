import { availableParallelism } from 'node:os'
import type { Keyring } from './keyring.ts'
import { createPasswordThreads } from './password-threads.ts'
import { createTurns } from './turns.ts'

/** A hash as it is stored: a PHC string, and which master key its pepper comes from. */
export interface HashedPassword {
  readonly hash: string
  readonly pepperId: string
}

/**
 * Argon2id (RFC 9106) over the password and a pepper that hangs on the master key: a copied database alone cannot be guessed at.
 *
 * Hashing runs on threads of its own, few at once and after everybody else, and a bounded number waits in line: whoever comes on top of
 * that is refused, and so is whoever waited until nobody hears the answer any more.
 * Passwords are taken as they are handed in: normalising them is the caller's.
 */
export interface PasswordHasher {
  /** @throws {HasherBusyError} */
  hash(password: string): Promise<HashedPassword>
  /**
   * Whether the password is the one that was hashed. False as well where the pepper's master key is no longer configured.
   *
   * @throws {HasherBusyError}
   */
  verify(password: string, stored: HashedPassword): Promise<boolean>
  /** Whether it was made with less memory, fewer passes or another pepper than a new one would be. */
  isOutdated(stored: HashedPassword): boolean
}

/** Too many wait already, or for too long. */
export class HasherBusyError extends Error {
  override name = 'HasherBusyError'
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super('too many passwords are being checked')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export interface HasherOptions {
  readonly memoryKib: number
  readonly passes: number
  /** Hashes at once; each takes its memory. */
  readonly concurrency?: number | undefined
  /** Waiting beside those; the default keeps the wait at some seconds. */
  readonly waiting?: number | undefined
}

/** OWASP's and RFC 9106's figures: what is used unless an operator decides, and the least that is accepted. */
export const hashDefaults = { memoryKib: 65_536, passes: 3 }
export const hashFloor = { memoryKib: 19_456, passes: 2 }

/** Each takes its memory; more would rarely be asked for at once. */
const maximumByDefault = 3
/** One processor stays free of hashing: everybody else's requests run there, however many passwords wait. */
const usual = () => Math.max(1, Math.min(availableParallelism() - 1, maximumByDefault))
const waitingForEach = 64
/** Well before a request is given up: what is hashed after that is for nobody, and keeps others waiting. */
const longestWaitMs = 15_000

export function createPasswordHasher(keys: Keyring, options: HasherOptions): PasswordHasher {
  const { memoryKib, passes } = options
  const concurrency = options.concurrency ?? usual()
  const inTurn = createTurns(concurrency, {
    mostWaiting: options.waiting ?? concurrency * waitingForEach,
    longestWait: longestWaitMs,
    refusal: () => new HasherBusyError(2),
  })
  const threads = createPasswordThreads()
  const pepper = (keyId: string) => keys.macBy(keyId, 'password-pepper', 'argon2id')

  const hash = async (password: string, pepperId: string): Promise<HashedPassword> => {
    const secret = pepper(pepperId)
    if (!secret) throw new Error('the current master key has an id')
    const settings = { memoryCost: memoryKib, timeCost: passes, parallelism: 1, outputLen: 32 }
    const made = await threads.run({ kind: 'hash', password, secret, settings })
    return { hash: String(made), pepperId }
  }
  return {
    hash: (password) => inTurn(() => hash(password, keys.currentKeyId)),
    verify: (password, stored) =>
      inTurn(async () => {
        const secret = pepper(stored.pepperId)
        if (secret)
          return (await threads.run({ kind: 'verify', password, secret, phc: stored.hash })) === true
        // As long as any other wrong one.
        await hash(password, keys.currentKeyId)
        return false
      }),
    isOutdated({ hash: phc, pepperId }) {
      const [, memory, time] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(phc) ?? []
      return pepperId !== keys.currentKeyId || Number(memory ?? 0) < memoryKib || Number(time ?? 0) < passes
    },
  }
}
