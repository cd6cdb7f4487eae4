import { Problem } from '#contract/problem.ts'
import { ForgedMessageError } from '#phone/jws.ts'

/** What went wrong, in words for the person who holds the phone. */
export function explain(error: unknown): string {
  if (error instanceof Problem) return explainProblem(error)
  if (error instanceof ForgedMessageError)
    return "We couldn't make sure that this comes from your organisation. Don't approve it, and tell your IT administrator."
  if (error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError'))
    return "We couldn't verify that it's you. Try again."
  if (error instanceof TypeError) return "The server can't be reached. Check your connection and try again."
  return 'Something broke in the app. Close it, open it and try again.'
}

function explainProblem(problem: Problem): string {
  const { left, retryAfterSeconds } = problem.members
  switch (problem.code) {
    case 'pin-wrong':
      return typeof left === 'number'
        ? `That PIN is not right. ${left === 1 ? 'One try is' : `${left} tries are`} left before this phone is paused.`
        : 'That PIN is not right.'
    case 'pin-weak':
      return 'That PIN is too easy to guess. Choose another.'
    case 'rate-limited':
      return typeof retryAfterSeconds === 'number'
        ? `Too many tries. Wait ${waitOf(retryAfterSeconds)} and try again.`
        : 'Too many tries. Wait a little and try again.'
    case 'uv-failed':
    case 'uv-required':
      return "We couldn't verify that it's you. Try again."
    case 'did-mismatch':
      return "This phone doesn't hold the identity that your account belongs to. Ask your administrator to reset your devices and send a new setup code."
    case 'claim-invalid':
      return 'This link or code has expired, was used, or was replaced by a newer one. Ask your IT administrator for a new one.'
    case 'claim-locked':
      return 'This code was tried too often. Ask your IT administrator for a new one.'
    case 'counter-reused':
      return "This phone's key seems to have been copied. Tell your IT administrator."
    case 'invalid-request':
    case 'internal-error':
      return 'Something broke on our side. Try again in a moment.'
    default:
      return problem.message
  }
}

const waitOf = (seconds: number) =>
  seconds < 60
    ? `${Math.ceil(seconds)} seconds`
    : seconds <= 90
      ? 'a minute'
      : `${Math.ceil(seconds / 60)} minutes`
