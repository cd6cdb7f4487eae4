import type { Diagnosis } from '#contract/diagnosis.ts'
import type { User } from '#contract/users.ts'
import { checkWords } from './check-words.ts'

/** A diagnosis as plain text, for a ticket. Times are in UTC: whoever reads it may be elsewhere. */
export function asText(
  diagnosis: Diagnosis,
  user: Pick<User, 'name' | 'email' | 'id'> | undefined,
  now: Date,
) {
  const { target, allowed, checks, ways, attempt } = diagnosis
  const who = user ? `${user.name} <${user.email}>, ${user.id}` : (attempt?.address ?? 'An unknown address')
  return [
    `Why can't they sign in? ${who}`,
    `To reach: ${target.name}`,
    `Looked at: ${now.toISOString()}`,
    '',
    allowed ? 'Nothing stands in the way now.' : 'Something stands in the way.',
    '',
    'Checks',
    ...checks.flatMap(({ check, passed, reason, remedy }) => [
      `${passed ? '[passed]' : '[FAILED]'} ${checkWords(check)}`,
      ...(reason ? [`         ${[reason, remedy].filter(Boolean).join(' ')}`] : []),
    ]),
    ...(ways.length > 0
      ? ['', 'Ways in', ...ways.map(({ name, works, why }) => wayText(name, works, why))]
      : []),
    ...(attempt
      ? [
          '',
          'The attempt',
          `${attempt.reference}, ${attempt.at.toISOString()}${attempt.address ? `, ${attempt.address}` : ''}`,
          attempt.outcome,
        ]
      : []),
  ].join('\n')
}

const wayText = (name: string, works: boolean, why: string | null) =>
  `${works ? '[works]' : '[no]'} ${name}${why ? `: ${why}` : ''}`
