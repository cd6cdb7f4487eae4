import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: "Why can't they sign in?",
  titleOf: (name: string) => `Why can't ${name} sign in?`,
  again: 'Check again',
  wait: 'Wait for the checks',
  copy: 'Copy as text',
  theChecks: 'the checks',
  reference: {
    label: 'Reference code',
    example: 'LK-7F3K-2Q',
    description: 'At the foot of every sign-in page, like LK-7F3K-2Q. Case, spaces and dashes do not matter.',
    missing: 'Enter the code from their screen',
    unknown: 'No sign-in has this code. It may be misheard, or too old.',
    find: 'Find out',
    users: 'Users',
    none: (users: ReactNode) => (
      <>
        No code at hand? Open the person under {users} and press “Why can't they sign in?”. It works for
        people who never tried, too.
      </>
    ),
    nobody: (address: ReactNode) => <>Nobody here has the address {address}.</>,
    noAddress: 'that was typed',
  },
  target: {
    label: 'What they want to reach',
    last: 'What they tried last',
    console: 'The console',
  },
  verdict: {
    fine: 'Nothing stands in the way: they can sign in now',
    toReach: (target: string) => `To reach: ${target}`,
    whenTried: (outcome: string) => `When they tried: ${outcome}`,
  },
  checks: {
    title: 'Checks',
    passed: 'Passed: ',
    failed: 'Failed: ',
    remedy: (reason: string, remedy: string | null) => (remedy ? `${reason} ${remedy}` : reason),
  },
  ways: {
    title: 'Ways in',
    none: 'Nobody has this address, so there is no way in.',
    works: 'Works',
    fails: "Doesn't work",
  },
  attempt: {
    title: 'The attempt',
    none: 'They have not tried lately, or not failed. The checks hold all the same.',
    outcome: 'Outcome',
    when: 'When',
    reference: 'Reference',
    copyReference: 'reference code',
    address: 'Address typed',
    states: { open: 'Under way', finished: 'Signed in', failed: 'Failed', expired: 'Expired' },
  },
}

/** Why somebody cannot sign in. */
export const diagnosisTexts = inLanguage({ en })
