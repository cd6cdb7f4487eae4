import { inLanguage } from '#ui/in-language.ts'

const en = {
  phones: {
    title: 'Phones, and leaving',
    backup: {
      situation: 'New phone, and there is a backup',
      advice:
        'Nothing to do here: they install the app and choose Restore Account. Where they are asked for a claim code, issue one.',
    },
    noBackup: {
      situation: 'New phone, and no backup',
      advice: 'Unregister All Devices, then let them scan the claim QR.',
    },
    lost: {
      situation: 'The phone is lost or stolen',
      advice:
        'Three questions lead to what is right: remove the phone, or unregister all. Then sessions and the way on.',
    },
    several: {
      situation: 'One of several phones is to go',
      advice: 'The bin beside that one. Requests go to another by themselves.',
    },
    leave: {
      situation: 'Leave of absence',
      advice: 'Suspend them, with an end if it is known. Everything is there when they are back.',
    },
    leaves: {
      situation: 'They leave the organisation',
      advice:
        'Suspend at once (has left the organisation), or Remove from Client: leaves this organisation only, and can be undone for some days. Don’t unregister their devices for it.',
    },
    deletion: {
      situation: 'They are to be deleted for good',
      advice: 'Terminate deletes the identity everywhere, Delete the record here. Neither can be undone.',
    },
  },
  next: {
    issueCode: 'Issue claim code',
    unregister: 'Unregister All Devices…',
    lostPhone: 'Lost phone…',
    devices: 'Show devices',
    suspend: 'Suspend User…',
    remove: 'Remove from Client…',
    terminate: 'Terminate User…',
    delete: 'Delete…',
    override: 'Administrative override…',
    providers: 'Show linked providers',
    temporaryPassword: 'Set temporary password…',
    revokeSessions: 'Revoke all sessions…',
    merge: 'Merge into…',
    import: 'Open the API description',
    why: "Why can't they sign in?",
  },
  common: {
    title: 'Common scenarios',
    withoutPhone: {
      situation: 'They have no phone with them today',
      advice: 'Administrative override: a passcode that you read to them and that signs them in once.',
    },
    noMail: {
      situation: 'They forgot the password, and no mail arrives',
      advice:
        'Look at the linked providers first: they may sign in there, without a password. Else make a temporary one.',
    },
    compromised: {
      situation: 'The account may be compromised',
      advice:
        'Suspend (on hold while we investigate): that ends all sessions. Unlink what is not theirs and block re-linking. Reactivate once they have proved who they are.',
    },
    left: {
      situation: 'They have left the company',
      advice:
        'Suspend (has left the organisation) ends everything now and keeps the record; Remove from Client when it is no longer needed.',
    },
    twoRecords: {
      situation: 'One person, two records',
      advice: 'Open the duplicate and merge it into the one to keep.',
    },
    many: {
      situation: 'Many people are to be moved at once',
      advice:
        'Use the admin API, which takes passwords that are hashed already. One by one is for single cases.',
    },
    cannotSignIn: {
      situation: "They can't sign in, and it is not clear why",
      advice: 'Every check is made again, and the first that fails comes with its remedy.',
    },
  },
}

/** What comes up with people, what is right then, and the buttons for it. */
export const situationsTexts = inLanguage({ en })
