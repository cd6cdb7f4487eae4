import type { UserAct } from './acts/UserActDialog.tsx'

/** What to open for a situation: an act on this user, a place on or beside their page, or another page of the console. */
export type SituationNext =
  | { text: string; act: UserAct['kind'] }
  | { text: string; to: 'devices' | 'sessions' | 'providers' | 'why' | 'merge' | 'import' }

/** Something that an administrator is told, and what to do then. */
export interface Situation {
  situation: string
  advice: string
  next: readonly SituationNext[]
}

interface SituationGroup {
  title: string
  situations: readonly Situation[]
}

/** What comes up most, and what is right then. */
export const situationGroups: readonly SituationGroup[] = [
  {
    title: 'Phones, and leaving',
    situations: [
      {
        situation: 'New phone, and there is a backup',
        advice:
          'Nothing to do here: they install the app and choose Restore Account. Where they are asked for a claim code, issue one.',
        next: [{ text: 'Issue claim code', act: 'issue-code' }],
      },
      {
        situation: 'New phone, and no backup',
        advice: 'Unregister All Devices, then let them scan the claim QR.',
        next: [{ text: 'Unregister All Devices…', act: 'unregister' }],
      },
      {
        situation: 'The phone is lost or stolen',
        advice:
          'Three questions lead to what is right: remove the phone, or unregister all. Then sessions and the way on.',
        next: [{ text: 'Lost phone…', act: 'lost-phone' }],
      },
      {
        situation: 'One of several phones is to go',
        advice: 'The bin beside that one. Requests go to another by themselves.',
        next: [{ text: 'Show devices', to: 'devices' }],
      },
      {
        situation: 'Leave of absence',
        advice: 'Suspend them, with an end if it is known. Everything is there when they are back.',
        next: [{ text: 'Suspend User…', act: 'suspend' }],
      },
      {
        situation: 'They leave the organisation',
        advice:
          'Suspend at once (has left the organisation), or Remove from Client: leaves this organisation only, and can be undone for some days. Don’t unregister their devices for it.',
        next: [
          { text: 'Suspend User…', act: 'suspend' },
          { text: 'Remove from Client…', act: 'remove' },
        ],
      },
      {
        situation: 'They are to be deleted for good',
        advice: 'Terminate deletes the identity everywhere, Delete the record here. Neither can be undone.',
        next: [
          { text: 'Terminate User…', act: 'terminate' },
          { text: 'Delete…', act: 'delete' },
        ],
      },
    ],
  },
  {
    title: 'Common scenarios',
    situations: [
      {
        situation: 'They have no phone with them today',
        advice: 'Administrative override: a passcode that you read to them and that signs them in once.',
        next: [{ text: 'Administrative override…', act: 'override' }],
      },
      {
        situation: 'They forgot the password, and no mail arrives',
        advice:
          'Look at the linked providers first: they may sign in there, without a password. Else make a temporary one.',
        next: [
          { text: 'Show linked providers', to: 'providers' },
          { text: 'Set temporary password…', act: 'temporary-password' },
        ],
      },
      {
        situation: 'The account may be compromised',
        advice:
          'Suspend (on hold while we investigate): that ends all sessions. Unlink what is not theirs and block re-linking. Reactivate once they have proved who they are.',
        next: [
          { text: 'Suspend User…', act: 'suspend' },
          { text: 'Revoke all sessions…', act: 'revoke-sessions' },
          { text: 'Show linked providers', to: 'providers' },
        ],
      },
      {
        situation: 'They have left the company',
        advice:
          'Suspend (has left the organisation) ends everything now and keeps the record; Remove from Client when it is no longer needed.',
        next: [{ text: 'Suspend User…', act: 'suspend' }],
      },
      {
        situation: 'One person, two records',
        advice: 'Open the duplicate and merge it into the one to keep.',
        next: [{ text: 'Merge into…', to: 'merge' }],
      },
      {
        situation: 'Many people are to be moved at once',
        advice:
          'Use the admin API, which takes passwords that are hashed already. One by one is for single cases.',
        next: [{ text: 'Open the API description', to: 'import' }],
      },
      {
        situation: "They can't sign in, and it is not clear why",
        advice: 'Every check is made again, and the first that fails comes with its remedy.',
        next: [{ text: "Why can't they sign in?", to: 'why' }],
      },
    ],
  },
]
