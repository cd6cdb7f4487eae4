import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Linked providers',
  row: {
    linked: (when: ReactNode) => <>linked {when}</>,
    link: 'Link…',
    linkThis: (name: string) => `Link ${name}`,
    unlink: 'Unlink…',
    unlinkThis: (name: string) => `Unlink ${name}`,
  },
  linking: {
    title: (name: string) => `Link ${name}`,
    action: (name: string) => `Go to ${name}`,
    what: (name: string) =>
      `You sign in there, and come back. From then on you can sign in here through ${name}.`,
  },
  unlinking: {
    title: (name: string) => `Unlink ${name}`,
    action: 'Unlink',
    what: (name: string) => `You can no longer sign in through ${name}. You can link it again at any time.`,
    done: (name: string) => `Unlinked ${name}`,
  },
}

export const providersTexts = inLanguage({ en })
