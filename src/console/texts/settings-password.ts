import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Password policy',
  effect:
    'Applies the next time a password is set. Passwords that people have stay valid; to move them on, require a reset.',
  fields: {
    allowed: 'Who may have a password',
    minimumLength: 'Minimum length',
    requireUppercase: 'Require an uppercase letter',
    requireLowercase: 'Require a lowercase letter',
    requireDigit: 'Require a digit',
    requireSymbol: 'Require a symbol',
    blockBreached: 'Block common passwords',
    history: 'Password history',
    temporaryPasswords: 'Temporary passwords',
  },
  allowed: {
    yes: { label: 'Everyone', description: 'Whoever wants one can set one, beside the phone.' },
    'per-user': { label: 'People you choose', description: 'Switched on on the page of each person.' },
    no: {
      label: 'Nobody',
      description: '“Forgot password” then tells people to sign in with their provider or phone.',
    },
  },
  classes: {
    requireUppercase: 'A to Z',
    requireLowercase: 'a to z',
    requireDigit: '0 to 9',
    requireSymbol: 'Anything that is neither a letter nor a digit',
  },
  wrongLength: 'The minimum length is 8 to 128.',
  nist: {
    title: 'Preset: NIST 800-63B-4',
    use: 'Use it',
    beside:
      'Eight characters, since everyone is asked for the phone as well; leaked passwords blocked; no character classes.',
    alone:
      'Fifteen characters, since a password alone lets people in; leaked passwords blocked; no character classes.',
  },
  lengthText: '8 to 128. Length protects more than any other rule.',
  characters: 'characters',
  classesTitle: 'Character classes make passwords worse',
  classesText:
    'People answer them with Password1!. NIST 800-63B-4 forbids them; keep them only where an auditor still asks.',
  breachedText:
    'Checked against known leaks by a lookup that sends five characters of a hash and never the password, and against a local list.',
  breachedOff: 'Leaked passwords are the first that attackers try. Keep this on.',
  historyText: 'How many earlier passwords cannot be used again. 0 allows all.',
  passwords: 'passwords',
  temporaryText:
    'Administrators may make one that works once, for 24 hours. Off, they can only send a link with which people set their own.',
}

/** What a new password must be. */
export const settingsPasswordTexts = inLanguage({ en })
