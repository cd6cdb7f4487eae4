import type { ReactNode } from 'react'
import { inLanguage } from '../in-language.ts'

const en = {
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  undo: 'Undo',
  /** Above the field of an act that asks for a phrase, which is set off. */
  typePhrase: (phrase: ReactNode) => <>Type {phrase} to confirm</>,
  stops: 'What stops',
  stays: 'What stays',
  told: 'Who is told',
  failed: "We couldn't reach Latchkey. Check your connection and try again.",
}

/** What dialogs and notifications say by themselves. */
export const layersTexts = inLanguage({ en })
