import type { Diagnosis } from '#contract/diagnosis.ts'
import type { User } from '#contract/users.ts'
import { checksTexts } from '../texts/checks.ts'
import { checkWords } from './check-words.ts'

const words = checksTexts.ticket

/** A diagnosis as plain text, for a ticket. Times are in UTC: whoever reads it may be elsewhere. */
export function asText(
  diagnosis: Diagnosis,
  user: Pick<User, 'name' | 'email' | 'id'> | undefined,
  now: Date,
) {
  const { target, allowed, checks, ways, attempt } = diagnosis
  const who = user ? words.person(user.name, user.email, user.id) : (attempt?.address ?? words.unknown)
  return [
    words.title(who),
    words.toReach(target.name),
    words.lookedAt(now.toISOString()),
    '',
    allowed ? words.allowed : words.refused,
    '',
    words.checks,
    ...checks.flatMap(({ check, passed, reason, remedy }) => [
      `${passed ? words.passed : words.failed} ${checkWords(check)}`,
      ...(reason ? [`         ${[reason, remedy].filter(Boolean).join(' ')}`] : []),
    ]),
    ...(ways.length > 0
      ? ['', words.ways, ...ways.map(({ name, works, why }) => wayText(name, works, why))]
      : []),
    ...(attempt
      ? [
          '',
          words.attempt,
          `${attempt.reference}, ${attempt.at.toISOString()}${attempt.address ? `, ${attempt.address}` : ''}`,
          attempt.outcome,
        ]
      : []),
  ].join('\n')
}

const wayText = (name: string, works: boolean, why: string | null) =>
  `${works ? words.works : words.fails} ${why ? words.because(name, why) : name}`
