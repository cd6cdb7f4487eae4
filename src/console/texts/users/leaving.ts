import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'
import { countsTexts } from './counts.ts'

const en = {
  reason: { label: 'Reason', description: 'For administrators only. Kept with the event.' },
  delete: {
    title: (name: string) => `Delete ${name}`,
    action: 'Delete user',
    erased: (name: string) => `${name} is deleted and erased`,
    done: (name: string) => `${name} is deleted`,
    deactivateInstead: 'Deactivate instead',
    whyDeactivate:
      'Unless the law asks for a deletion, deactivate: it stops the same things and can be undone.',
    eventsErased: 'Past events, without names, addresses or places: nobody can be read from them',
    told: {
      applications:
        'Applications, when they next ask about a session. Copies that they keep have to be deleted there',
      app: 'This organisation disappears from their app',
    },
    erase: {
      label: 'Also erase their personal data in past events',
      description:
        "Destroys the key that seals it: for a legal erasure. Can't be undone, and investigations lose it too.",
    },
  },
  ends: {
    failed: "We couldn't look up what ends",
    again: 'Try again',
    accounts: (names: string) => `Their accounts in ${names}`,
    pastEvents: 'Past events',
    otherOrganisations: 'Their place in other organisations',
    applications: 'Applications that hold their sessions, when they next ask about them',
    signIn: 'Signing in, from now on',
    sessions: (sessions: number) =>
      plural(language, sessions, {
        one: 'Signing in, and # open session with its tokens, now',
        other: 'Signing in, and # open sessions with their tokens, now',
      }),
    requests: 'Sign-in requests to their phone, and setup codes',
  },
  export: {
    title: (name: string) => `Export the data of ${name}`,
    action: 'Export data',
    saved: (file: string) => `Saved ${file}`,
    text: 'A JSON file with everything that is known of them: profile, addresses, devices, accounts, sessions and events. For a request under the GDPR (articles 15 and 20). Hand it over through a secure channel.',
  },
  reactivate: {
    title: (name: string) => `Reactivate ${name}`,
    done: (name: string) => `${name} is reactivated`,
    text: 'They can sign in again with the devices and accounts they had. Their earlier sessions stay ended.',
  },
  remove: {
    title: (name: string) => `Remove ${name}`,
    text: 'Leaves this organisation only. Other organisations keep their account and devices.',
    done: (name: string) => `${name} is removed`,
    devices: (devices: number) =>
      plural(language, devices, {
        one: '# device: each is told, and forgets the account',
        other: '# devices: each is told, and forgets the account',
      }),
    restoreDays: (days: number) =>
      `Everything else about them for ${countsTexts.days(days)}: until then they can be restored`,
    told: 'This organisation disappears from their app, with a notice',
  },
  restore: {
    title: (name: string) => `Restore ${name}`,
    action: 'Restore user',
    done: (name: string) => `${name} is back, deactivated`,
    text: 'They are back with their accounts, links and password, and stay deactivated until somebody reactivates them. Sessions that ended stay ended, and their phones are set up anew: each forgot them.',
  },
  suspend: {
    kinds: {
      suspension: 'Suspended for a while',
      offboarding: 'Has left the organisation',
      investigation: 'On hold while we investigate',
    },
    past: 'Choose a time in the future, or leave it empty',
    done: (name: string) => `${name} is suspended`,
    title: (name: string) => `Suspend ${name}`,
    place: 'Their place here',
    told: 'Their app says that the account is deactivated',
    kind: 'Kind',
    removedAfter: (days: number) =>
      `They are removed by themselves after ${countsTexts.days(days)}, unless somebody reactivates them.`,
    message: { label: 'Message for the user', description: 'Shown in their app.' },
    until: {
      label: 'Until',
      description: 'They are reactivated automatically then. Empty: until somebody reactivates them.',
    },
  },
  terminate: {
    ask: {
      title: (name: string) => `Request termination of ${name}`,
      done: (name: string) => `${name} is removed here. Termination elsewhere is requested.`,
      text: (name: string, others: number) =>
        `${name} belongs to ${plural(language, others, { one: '# other organisation', other: '# other organisations' })}. They are removed here now; the rest waits for them or the operator to agree.`,
      place: 'Their place in the other organisations, for now',
      told: 'The operator of this installation, who asks the other organisations',
      phone: 'Their phone: it forgets the account here, and asks them about the other organisations',
    },
    title: (name: string) => `Terminate ${name}`,
    done: (name: string) => `${name} is terminated`,
    text: (name: string) => `This deletes the identity of ${name} everywhere. It can't be undone.`,
    textForOthers: (name: string, others: number) =>
      `This deletes the identity of ${name} everywhere, in ${plural(language, others, { one: '# other organisation', other: '# other organisations' })} too. It can't be undone.`,
    devices: (devices: number) =>
      plural(language, devices, {
        one: '# device: they can approve nothing any more',
        other: '# devices: they can approve nothing any more',
      }),
    told: {
      phone: 'Their phone: it says so and forgets the account',
      applications:
        'Applications, when they next ask about a session. Copies that they keep have to be deleted there',
    },
  },
}

/** What is asked and said when somebody is suspended, removed or deleted, and when they come back. */
export const leavingTexts = inLanguage({ en })
