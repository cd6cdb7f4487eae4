import { Problem, type ProblemCode } from '#contract/problem.ts'

/** Whether the server refused with this. */
export const hasCode = (error: Error | null | undefined, code: ProblemCode): error is Problem =>
  error instanceof Problem && error.code === code
