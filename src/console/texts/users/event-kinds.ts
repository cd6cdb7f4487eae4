import { inLanguage } from '#ui/in-language.ts'

const en = {
  all: 'All events',
  sign: 'Sign-ins and sessions',
  profile: 'Profile, status and role',
  password: 'Password, passkeys and lock',
  device: 'Phones and setup codes',
  provider: 'Linked providers',
  account: 'Applications',
}

/** What the events of a user can be narrowed down to. */
export const eventKindsTexts = inLanguage({ en })
