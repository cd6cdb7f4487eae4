import { byLanguage } from '#contract/language.ts'

const en = {
  /** Before the address that the button leads to. */
  link: (href: string) => `The link itself: ${href}`,
}

/** Around the words of every mail. */
export const mailFrameTexts = byLanguage({ en })
