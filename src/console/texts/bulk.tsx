import type { ReactNode } from 'react'
import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'
import { countsTexts } from './users/counts.ts'

const number = (value: number) => value.toLocaleString(language)

const en = {
  preview: {
    again: 'Try again',
    nobody: 'Nobody matches.',
    ready: 'will be done',
    skipped: 'need nothing: it is so already',
    looked: (count: number) =>
      plural(language, count, {
        other: 'Of the first #. The others are looked at one by one while it goes on.',
      }),
    sample: (names: string, more: number) =>
      more > 0 ? `${names} and ${countsTexts.people(more)} more` : names,
  },
  rows: {
    name: 'Name',
    gone: 'A user who is gone',
    result: 'Result',
    why: 'Why',
    results: 'Results',
    show: 'Show',
    aGoneUser: 'a user who is gone',
    noneOf: (state: string) => `${state}: nobody`,
    none: 'Nobody',
    onPage: (rows: number) => plural(language, rows, { other: '# on this page' }),
  },
  deactivation: {
    kinds: {
      suspension: 'Suspended for a while',
      offboarding: 'Have left the organisation',
      investigation: 'On hold while we investigate',
    },
    kind: 'Kind',
    reason: { label: 'Reason', description: 'For administrators only. Kept with the event of each.' },
    message: { label: 'Message for the users', description: 'Shown in their app.' },
    until: {
      label: 'Until',
      description: 'They are reactivated automatically then. Empty: until somebody reactivates them.',
    },
  },
  stop: {
    title: (job: string) => `Stop: ${job}`,
    action: 'Stop the job',
    text: (done: number, left: number) =>
      `It was done to ${countsTexts.people(done)}, and that stays. ${plural(language, left, { one: '# person is', other: '# people are' })} left as they are. A stopped job can't go on; Pause can.`,
  },
  dialog: {
    past: 'Choose a time in the future, or leave it empty',
    applicationFirst: 'Choose an application first',
    seeFirst: 'See whom it reaches first',
    looking: 'Still looking whom it reaches',
    nobody: 'Nobody matches',
    nobodyLeft: 'There is nobody it could be done to',
    application: 'Application',
    chooseApplication: 'Choose an application',
    loading: 'Loading…',
  },
  job: {
    ended: (by: string, at: ReactNode, end: ReactNode) => (
      <>
        Begun by {by} {at}, ended {end}
      </>
    ),
    done: 'done',
    progressText: (done: string, percent: number) => `${done}, ${percent} %`,
    title: 'Bulk act',
    of: (done: number, total: number) => `${number(done)} of ${number(total)}`,
    users: 'Users',
    begun: (by: string, at: ReactNode) => (
      <>
        Begun by {by} {at}
      </>
    ),
    progress: 'Progress',
    counts: (
      { succeeded, skipped, failed }: { succeeded: number; skipped: number; failed: number },
      done: string,
    ) => `${number(succeeded)} ${done} · ${number(skipped)} passed over · ${number(failed)} failed`,
    running: 'You can leave this page. It goes on.',
    paused: 'Nothing happens until somebody lets it go on.',
    stopped: 'What was done stays done. The others were left as they were.',
    resume: 'Resume',
    pause: 'Pause',
    stop: 'Stop…',
    noResults: 'There are no results yet',
    download: 'Download results',
    missing: {
      title: 'Nothing here',
      text: 'There is no such job',
      users: 'Go to the users',
      kept: 'Jobs are kept for 90 days after their end.',
    },
  },
}

/** What is asked and said of an act on many people. */
export const bulkTexts = inLanguage({ en })
