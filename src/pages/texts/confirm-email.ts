import { byLanguage } from '#contract/language.ts'

const en = {
  title: 'Confirm your address',
  becomes: {
    primary: 'From then on you sign in with this address, in place of the present one.',
    alias: 'From then on you can sign in with this address as well.',
  },
  action: 'Confirm',
  unexpected: 'You did not expect this? Close this page: nothing changes.',
  confirmed: {
    title: 'Address confirmed',
    primary: (email: string) => `You sign in with ${email} from now on.`,
    alias: (email: string) => `You can sign in with ${email} as well from now on.`,
  },
  taken: {
    title: 'This address is in use',
    text: 'This address belongs to another account by now, so nothing was changed. Ask your administrator.',
  },
  over: {
    title: 'This link is not valid any more',
    text: 'It expired, was withdrawn, or a newer one was sent. Ask your administrator for another.',
  },
}

/** Behind the link that confirms an address. */
export const confirmEmailTexts = byLanguage({ en })
