import type { AdminRole } from '#contract/permissions.ts'

/** What becomes of a made-up person beside going to work. */
export type Turn =
  | 'locked'
  | 'temporary-password'
  | 'must-reset'
  | 'two-phones'
  | 'no-phone'
  | 'phone-suspended'
  | 'push-lost'
  | 'push-gone'
  | 'reported'
  | 'unverified'
  /** Gets a phone that can be used, by the command that makes them: without one until then. */
  | 'phone-to-come'
  | 'invitation-expired'
  | 'invited-lately'
  | 'never-invited'
  | 'only-provider'

/** People by name, so that there is somebody to look for and something to find. */
export interface Character {
  /** By which others of the story refer to them. */
  readonly key: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly adminRole?: AdminRole
  readonly mobile?: string
  readonly personalEmail?: string
  readonly turn?: Turn
  /** They have not been there for so many days. */
  readonly quietDays?: number
}

const person = (
  key: string,
  firstName: string,
  lastName: string,
  email: string,
  more: Omit<Character, 'key' | 'firstName' | 'lastName' | 'email'> = {},
): Character => ({ key, firstName, lastName, email, ...more })

export const characters: readonly Character[] = [
  person('boss', 'Ingrid', 'Solberg', 'ingrid.solberg@acme.example', {
    adminRole: 'owner',
    turn: 'never-invited',
  }),
  person('users', 'Amara', 'Okafor', 'amara.okafor@acme.example', { adminRole: 'user-admin' }),
  person('users-2', 'Mateo', 'Rossi', 'mateo.rossi@acme.example', {
    adminRole: 'user-admin',
    turn: 'phone-to-come',
  }),
  person('help', 'Priya', 'Raman', 'priya.raman@acme.example', { adminRole: 'help-desk' }),
  person('help-2', 'Tom', 'Becker', 'tom.becker@acme.example', { adminRole: 'help-desk' }),
  person('help-3', 'Lotte', 'de Vries', 'lotte.devries@acme.example', {
    adminRole: 'help-desk',
    turn: 'phone-to-come',
  }),
  person('audit', 'Helen', 'Marsh', 'helen.marsh@acme.example', { adminRole: 'auditor' }),
  person('audit-2', 'Kofi', 'Mensah', 'kofi.mensah@acme.example', { adminRole: 'auditor', quietDays: 6 }),

  person('john', 'John', 'Smith', 'jsmith@acme.example', { turn: 'phone-to-come', mobile: '+447700900101' }),
  person('joanna', 'Joanna', 'Smith', 'smith.j@acme.example'),
  person('john-2', 'John', 'Smith', 'john.smith@northwind.example', { mobile: '+447700900102' }),
  person('jon', 'Jon', 'Smyth', 'jon.smyth@acme.example'),
  person('siobhan', 'Siobhán', 'O’Brien', 'siobhan.obrien@acme.example'),
  person('mj', 'María José', 'García López', 'mj.garcia@acme.example'),
  person('juergen', 'Jürgen', 'Müller-Lüdenscheidt', 'j.mueller@acme.example', { turn: 'two-phones' }),
  person('yuko', '裕子', '田中', 'y.tanaka@acme.example'),
  person('lukasz', 'Łukasz', 'Wiśniewski', 'lukasz.wisniewski@acme.example'),
  person('huong', 'Thị Hương', 'Nguyễn', 'huong.nguyen@acme.example'),

  person('daniel', 'Daniel', 'Reyes', 'daniel.reyes@acme.example', { turn: 'reported' }),
  person('eva', 'Eva', 'Lindqvist', 'eva.lindqvist@acme.example', { turn: 'locked' }),
  person('omar', 'Omar', 'Haddad', 'omar.haddad@acme.example', { turn: 'temporary-password' }),
  person('grace', 'Grace', 'Kim', 'grace.kim@acme.example', { turn: 'must-reset' }),
  person('peter', 'Petr', 'Novák', 'petr.novak@acme.example', { turn: 'phone-suspended' }),
  person('lena', 'Lena', 'Fischer', 'lena.fischer@acme.example', { turn: 'push-gone' }),
  person('sam', 'Sam', 'Carter', 'sam.carter@acme.example', { turn: 'only-provider' }),
  person('chloe', 'Chloé', 'Moreau', 'chloe.moreau@acme.example', { turn: 'no-phone' }),
  person('nadia', 'Nadia', 'Rahman', 'nadia.rahman@acme.example', { turn: 'invitation-expired' }),
  person('noah', 'Noah', 'Jensen', 'noah.jensen@acme.example', { turn: 'invited-lately' }),
  person('uche', 'Uche', 'Adeyemi', 'uche.adeyemi@acme.example', { turn: 'unverified' }),

  // Each two of one person.
  person('kath', 'Katherine', 'Jones', 'kjones@acme.example', { mobile: '+447700900111' }),
  person('kate', 'Kate', 'Jones', 'kate.jones@fabrikam.example', { mobile: '+447700900111', quietDays: 21 }),
  person('wei', 'Wei', 'Zhang', 'wei.zhang@acme.example', { personalEmail: 'zhang.wei@home.example' }),
  person('wei-2', 'Wei', 'Zhang', 'w.zhang@contoso.example', {
    personalEmail: 'zhang.wei@home.example',
    quietDays: 15,
  }),
  person('ana', 'Ana', 'Silva', 'ana.silva@acme.example'),
  person('ana-2', 'Ana', 'Silva', 'ana.silva+sales@acme.example', { quietDays: 12 }),
  person('robert', 'Robert', 'Klein', 'rklein@acme.example'),
  person('robert-2', 'Robert', 'Klein', 'rklein@litware.example', { quietDays: 25 }),
  // And two who are one already.
  person('elena', 'Elena', 'Petrova', 'elena.petrova@acme.example'),
  person('elena-2', 'Elena', 'Petrowa', 'e.petrowa@tailspin.example', { quietDays: 14 }),
  person('hassan', 'Hassan', 'Demir', 'hassan.demir@acme.example'),
  person('hassan-2', 'Hasan', 'Demir', 'hdemir@wingtip.example', { quietDays: 20 }),

  person('leave', 'Marta', 'Kowalska', 'marta.kowalska@acme.example', { quietDays: 9 }),
  person('ill', 'Sean', 'Fitzgerald', 'sean.fitzgerald@acme.example', { quietDays: 5 }),
  person('left', 'Victor', 'Dubois', 'victor.dubois@acme.example', { quietDays: 11 }),
  person('inquiry', 'Felix', 'Hartmann', 'felix.hartmann@acme.example', { quietDays: 3 }),
  person('gone', 'Bianca', 'Popescu', 'bianca.popescu@acme.example', { quietDays: 8 }),
  person('gone-2', 'Yusuf', 'Kaya', 'yusuf.kaya@acme.example', { quietDays: 17 }),
  person('back', 'Elif', 'Yılmaz', 'elif.yilmaz@acme.example'),
]

export type Ending =
  | {
      readonly act: 'suspend'
      readonly who: string
      readonly days: number
      readonly reason: string
      readonly forDays?: number
      readonly message?: string
    }
  | {
      readonly act: 'offboard' | 'investigate' | 'remove'
      readonly who: string
      readonly days: number
      readonly reason: string
    }
  | { readonly act: 'merge'; readonly who: string; readonly into: string; readonly days: number }
  | { readonly act: 'promote'; readonly who: string; readonly days: number }
  /** A bulk act over whoever has this turn, and the one who is named. */
  | { readonly act: 'verify-emails'; readonly who: string; readonly turn: Turn; readonly days: number }

/** What an administrator did to people of the story, so many days ago, oldest first. */
export const endings: readonly Ending[] = [
  { act: 'merge', who: 'hassan-2', into: 'hassan', days: 18 },
  { act: 'remove', who: 'gone-2', days: 16, reason: 'Contract ended' },
  { act: 'merge', who: 'elena-2', into: 'elena', days: 12 },
  { act: 'promote', who: 'help-2', days: 11 },
  { act: 'offboard', who: 'left', days: 10, reason: 'Left for another company' },
  {
    act: 'suspend',
    who: 'leave',
    days: 8,
    reason: 'Parental leave',
    forDays: 90,
    message: 'See you after your leave. Questions: people@acme.example',
  },
  { act: 'remove', who: 'gone', days: 7, reason: 'Left during probation' },
  {
    act: 'suspend',
    who: 'ill',
    days: 4,
    reason: 'Asked by the person: phone stolen',
    forDays: 14,
    message: 'Call the help desk when you have a new phone.',
  },
  { act: 'investigate', who: 'inquiry', days: 2, reason: 'Unusual sign-ins at night' },
  { act: 'verify-emails', who: 'jon', turn: 'unverified', days: 0.02 },
]
