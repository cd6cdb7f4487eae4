import { inLanguage } from '#ui/in-language.ts'

const en = {
  noPhone: 'No phone is registered: a new identity is the way to the next one.',
  unclear: 'It is not clear which phone is gone.',
  unlocked: 'Whoever has it could open it, and may have made a backup of their identity.',
  perhapsUnlocked: 'It is not sure that it was locked: somebody may have made a backup of their identity.',
  otherPhone: (device: string) => `It was locked, and they go on with ${device}.`,
  backup: 'It was locked, and the backup restores everything on their next phone.',
  noBackup: 'There is no backup: the next phone begins with a new identity in any case.',
}

/** Why one of the two ways is suggested when a phone is lost. */
export const suggestPathTexts = inLanguage({ en })
