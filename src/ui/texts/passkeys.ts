import { inLanguage } from '../in-language.ts'

const en = {
  notConfirmed: 'Nothing was confirmed in the browser’s own dialog. Try again when you are ready.',
  already: 'This device already has a passkey of yours for this organisation.',
  wrongAddress: 'Passkeys don’t work at this address. Open the organisation’s own address.',
  unusable: 'The browser could not use a passkey here. Try another browser or device.',
}

/** What went wrong with a passkey in the browser. */
export const passkeysTexts = inLanguage({ en })
