import type { UserAct } from './acts/UserActDialog.tsx'

/** Something that an administrator is told, and what to do then. */
export interface Situation {
  situation: string
  advice: string
  /** What to open for it, on this user; a text of its own where it is no act. */
  next?:
    | { text: string; act: UserAct['kind'] }
    | { text: string; to: 'devices' | 'sessions' | 'why' | 'merge' }
}

/** What comes up most, and what is right then: the seven about phones and leaving first. */
export const situations: readonly Situation[] = [
  {
    situation: 'New phone, and there is a backup',
    advice: 'Nothing to do here. They install the app and choose Restore Account.',
  },
  {
    situation: 'New phone, and no backup',
    advice: 'Remove the old phone, then let them scan a new claim code.',
    next: { text: 'Show devices', to: 'devices' },
  },
  {
    situation: 'The phone is lost or stolen',
    advice: 'Remove it at once, and revoke the sessions. Then a claim code for the next phone.',
    next: { text: 'Show devices', to: 'devices' },
  },
  {
    situation: 'One of several phones is gone',
    advice: 'Remove that one. Requests go to another by themselves.',
    next: { text: 'Show devices', to: 'devices' },
  },
  {
    situation: 'Leave of absence',
    advice: 'Suspend them, with an end if it is known. Everything is there when they are back.',
    next: { text: 'Suspend User…', act: 'suspend' },
  },
  {
    situation: 'They leave the organisation',
    advice:
      'Deactivate now (has left the organisation). Remove from Client later; it can be undone for some days.',
    next: { text: 'Suspend User…', act: 'suspend' },
  },
  {
    situation: 'They are to be deleted for good',
    advice: 'Only where the law asks for it. Past events stay unless they are erased too.',
    next: { text: 'Delete…', act: 'delete' },
  },
  {
    situation: 'They forgot the password, and no mail arrives',
    advice:
      'Look at the linked providers first: they may sign in there, without a password. Else make a temporary one.',
    next: { text: 'Set temporary password…', act: 'temporary-password' },
  },
  {
    situation: 'The account may be compromised',
    advice:
      'Deactivate (on hold while we investigate) and revoke all sessions. Unlink what is not theirs and block re-linking. Reactivate once they have proved who they are.',
    next: { text: 'Revoke all sessions…', act: 'revoke-sessions' },
  },
  {
    situation: 'One person, two records',
    advice: 'Open the duplicate and merge it into the one to keep.',
    next: { text: 'Merge into…', to: 'merge' },
  },
  {
    situation: "They can't sign in, and it is not clear why",
    advice: 'Every check is made again, and the first that fails comes with its remedy.',
    next: { text: "Why can't they sign in?", to: 'why' },
  },
  {
    situation: 'Many people are to be moved at once',
    advice: 'Use the admin API with an import of users. One by one is for single cases.',
  },
]
