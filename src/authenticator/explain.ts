import { Problem } from '#contract/problem.ts'
import { ForgedMessageError } from '#phone/jws.ts'
import { texts } from './texts/texts.ts'

const { problems: words } = texts

/** What went wrong, in words for the person who holds the phone. */
export function explain(error: unknown): string {
  if (error instanceof Problem) return explainProblem(error)
  if (error instanceof ForgedMessageError) return words.forged
  if (error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError'))
    return words.notVerified
  if (error instanceof TypeError) return words.unreachable
  return words.app
}

function explainProblem(problem: Problem): string {
  const { left, retryAfterSeconds } = problem.members
  switch (problem.code) {
    case 'pin-wrong':
      return typeof left === 'number' ? words.pinWrongLeft(left) : words.pinWrong
    case 'pin-weak':
      return words.pinWeak
    case 'rate-limited':
      return typeof retryAfterSeconds === 'number' ? words.tooManyWait(retryAfterSeconds) : words.tooMany
    case 'uv-failed':
    case 'uv-required':
      return words.notVerified
    case 'did-mismatch':
      return words.didMismatch
    case 'claim-invalid':
      return words.claimInvalid
    case 'claim-locked':
      return words.claimLocked
    case 'counter-reused':
      return words.counterReused
    case 'device-not-receiving':
      return words.notReceiving
    case 'device-suspended':
      return words.suspended
    case 'unavailable':
      return words.unreachable
    case 'invalid-request':
    case 'internal-error':
      return words.server
    default:
      return problem.message
  }
}
