import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: (name: string) => `Merge ${name}`,
  heading: (name: string) => `Merge ${name} into…`,
  meta: (email: string) => `${email} is the duplicate, and goes.`,
  steps: {
    label: 'Steps',
    names: {
      choose: 'Choose the one to keep',
      compare: 'Compare',
      preview: 'Preview',
      confirm: 'Confirm',
    },
    done: 'done',
  },
  back: 'Back',
  reasons: {
    'same-identity': 'Same phone identity',
    'same-mobile': 'Same mobile number',
    'same-provider-address': 'Same address at a provider',
    'same-personal-email': 'Same personal email',
    'same-mailbox': 'Same mailbox',
    'same-name': 'Same name',
  },
  lastSignIn: (ago: ReactNode) => <>last sign-in {ago}</>,
  neverSignedIn: 'never signed in',
  duplicates: {
    title: 'Likely duplicates',
    back: 'Users',
    meta: 'Records that may be one person. Nothing is merged by itself.',
    none: 'No likely duplicates',
    noneText: 'Nobody shares an identity, a number or an address with somebody else.',
    merge: (email: string) => `Merge into ${email}…`,
  },
  choose: {
    likely: 'Likely the same person',
    all: 'All likely duplicates',
    noneLikely: 'Nobody looks like the same person. Search below.',
    search: 'Search everybody',
    searchLabel: 'Search name, email, mobile or ID',
    noneFound: 'Nobody else matches.',
    chosen: 'Chosen',
    added: (ago: ReactNode) => <>added {ago}</>,
    keep: 'Keep this one',
    keepNamed: (name: string, email: string) => `Keep this one: ${name}, ${email}`,
  },
  confirm: {
    title: (source: string, target: string) => `Merge ${source} into ${target}`,
    text: (source: ReactNode, target: ReactNode) => (
      <>
        {source} goes, {target} stays. It happens all at once, and can't be undone.
      </>
    ),
    action: 'Merge users',
    done: 'Merged 2 users',
  },
  impossible: { title: "These two can't be merged", another: 'Choose another', again: 'Try again' },
  stale: {
    title: 'Something changed since the preview',
    text: 'This is how it stands now. Look at it again before you go on.',
  },
}

/** What is said when two records of one person become one: who they are, and the way through. */
export const mergingTexts = inLanguage({ en })
