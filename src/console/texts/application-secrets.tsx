import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Client secrets',
  rotate: 'Rotate secret',
  none: 'None. Rotate makes one.',
  ending: (hint: string) => `…${hint}`,
  made: (ago: ReactNode) => <>made {ago}</>,
  madeAndEnds: (ago: ReactNode, ahead: ReactNode) => (
    <>
      made {ago} · ends {ahead}
    </>
  ),
  rotateTitle: (name: string) => `Rotate the secret of ${name}`,
  rotateText:
    'You get a new secret, shown once. The present one goes on for 24 hours, so that the application can change over.',
  secretOf: (name: string) => `Client secret of ${name}`,
  copyNow: 'Copy and store it now',
  onlyOnce: "We can't show it again.",
  secret: 'client secret',
  stored: "I've stored it",
}

/** The client secrets of an application. */
export const applicationSecretsTexts = inLanguage({ en })
