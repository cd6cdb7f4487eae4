import { inLanguage } from '../in-language.ts'

const en = {
  skip: 'Skip to content',
  copy: (what: string) => `Copy ${what}`,
  copied: 'Copied',
  theme: {
    system: 'Theme: as the system',
    light: 'Theme: light',
    dark: 'Theme: dark',
    chosen: (theme: string) => `${theme} ✓`,
  },
  ago: {
    now: 'just now',
    past: (length: string) => `${length} ago`,
    ahead: (length: string) => `in ${length}`,
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    days: (count: number) => `${count} d`,
  },
}

/** What stands around and among the content of a page. */
export const pageTexts = inLanguage({ en })
