import { inLanguage } from '#ui/in-language.ts'

const en = {
  renaming: {
    title: (name: string) => `Rename ${name}`,
    action: 'Rename phone',
    missing: 'Enter a name',
    label: 'Name',
    hint: 'So that you and your administrator know which phone it is.',
    done: (name: string) => `It is called ${name} now`,
  },
  choosing: {
    title: (name: string) => `Make ${name} the active phone`,
    action: 'Make active',
    what: 'Your sign-in requests go there from now on. The others can still be opened to approve one.',
    done: (name: string) => `Sign-in requests go to ${name}`,
  },
  keeping: {
    title: (name: string) => `Keep ${name}`,
    action: 'Keep phone',
    what: 'It goes on approving your sign-ins, beside the phone that was set up from the backup.',
    warning:
      'Keep it only if it is in your hands. If you set up no other phone, tell your IT administrator at once.',
    done: (name: string) => `${name} stays`,
  },
  removing: {
    title: (name: string) => `Remove ${name}`,
    action: 'Remove device',
    stops: (name: string) => `${name} can approve nothing any more, and resets itself`,
    next: (name: string) => `Your sign-in requests go to ${name}`,
    stays: ['Your other phones, your password and your accounts', 'Your backup'],
    told: ['You, by email'],
    endSessions: 'Also end the sessions that it approved',
    done: (name: string) => `Removed ${name}`,
  },
}

export const phoneDialogsTexts = inLanguage({ en })
