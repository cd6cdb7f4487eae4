import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Sign-in policy',
  effect: 'Applies to the next sign-in. Open sessions go on.',
  fields: {
    order: 'Ways to sign in',
    passkeyRequiredFor: 'Who needs a passkey, and nothing less',
    mailCodes: 'Codes by email',
    smsCodes: 'Codes by SMS',
    overrides: 'Administrative overrides',
    secondFactor: 'When a password or a provider is not enough',
    keepSignedIn: 'Offer “Keep me signed in”',
  },
  methods: {
    phone: {
      label: 'Phone',
      description: 'A request on the phone, approved with a number and a fingerprint or PIN.',
    },
    passkey: {
      label: 'Passkey',
      description: 'A fingerprint, face, PIN or security key in the browser. No other site can relay it.',
    },
    password: { label: 'Password', description: 'The local password, where the password policy allows one.' },
    provider: { label: 'Provider', description: 'The company’s own sign-in, set up under Providers.' },
  },
  noWay: 'Leave at least one way to sign in.',
  orderText: 'The first is offered first; the others stay one click away.',
  up: (way: string) => `Move ${way} up`,
  down: (way: string) => `Move ${way} down`,
  isFirst: 'It is the first already',
  isLast: 'It is the last already',
  requiring: {
    owner: 'Owners',
    'user-admin': 'User admins',
    'help-desk': 'Help desk',
    auditor: 'Auditors',
    user: 'Everybody without a role',
  },
  requiringText:
    'A number or a QR code can be relayed by a fake page; a passkey cannot. Whoever has none yet reaches their own account page, to add one with their phone: a password alone does not add it.',
  secondFactor: {
    admins: { label: 'For administrators', description: 'They are asked for the phone as well.' },
    everyone: { label: 'For everyone', description: 'A password or provider alone lets nobody in.' },
    none: {
      label: 'Never',
      description: 'A password or provider alone is enough, in the console too. Not recommended.',
    },
  },
  noSecondFactor: 'A leaked password of an administrator then opens the console.',
  keepText:
    'On a private computer people then stay signed in for the days set under Sessions. Never for the console.',
  fallbacks: {
    title: 'Without a phone at hand',
    text: 'Offered behind the ways above. What needs a passkey or asks for a phone by name, none of them opens.',
    overrides:
      'An administrator reads out a passcode that signs somebody in once, for eight hours at most, and changes none of their security settings. The person is told.',
    mail: 'Six digits to their verified address. Never for administrators.',
    mailRisk:
      'Lower assurance: whoever reads the mailbox gets in, and often the mailbox itself is behind this sign-in.',
    noMail: 'No mail server is set up, so it is not offered yet (LATCHKEY_SMTP_URL on the server).',
    sms: 'Six digits to their mobile number. Never for administrators.',
    smsRisk:
      'Lower assurance: a number can be taken over, and the SIM may be in the lost phone. Each text costs.',
    noSms: 'No text service is set up, so it is not offered yet (LATCHKEY_SMS_URL on the server).',
    /** What it costs, and that it is not there yet. */
    both: (risk: string, missing: string) => `${risk} ${missing}`,
  },
}

/** The ways in, and when one of them is not enough. */
export const settingsSignInTexts = inLanguage({ en })
