import { inLanguage } from '#ui/in-language.ts'

const en = {
  self: {
    suspend: "You can't suspend yourself",
    role: "You can't change your own role",
    remove: "You can't remove yourself",
    merge: "You can't merge your own record away",
    override: "You can't issue an override for yourself",
  },
  restoreFirst: 'Restore the user first',
  higherRole: 'A higher role than yours',
  emailVerified: 'Email is already verified',
  reactivateFirst: 'Reactivate the user first',
  noPassword: 'They have no password',
  needsHttps: 'Phones can be enrolled only over https, or on this computer at localhost',
  noMail: 'No mail server is set up. Issue a setup code instead.',
  lostPhone: 'They are deactivated: their phones can approve nothing',
  invited: 'They have not set up their account yet: issue a setup code',
  lowerOnly: 'An override is for people of a lower role than yours',
}

/** Why an act on a user does not apply now. */
export const whyNotTexts = inLanguage({ en })
