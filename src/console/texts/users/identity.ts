import { inLanguage } from '#ui/in-language.ts'

const en = {
  saved: (name: string) => `Saved ${name}`,
  takenBack: 'Taken back',
  title: 'Identity',
  edit: 'Edit',
  facts: {
    id: 'ID',
    name: 'Name',
    email: 'Email',
    mobile: 'Mobile number',
    personalEmail: 'Personal email',
    role: 'Role',
    status: 'Status',
    externalId: 'External ID',
    created: 'Created',
    updated: 'Updated',
    did: 'DID',
  },
  admin: (role: string) => `Admin, ${role}`,
  user: 'User',
  what: { externalId: 'external ID' },
  noDid: 'None until a phone is set up',
  none: 'None',
  form: {
    title: 'Edit identity',
    externalId: 'What another directory calls this person.',
    changed: {
      title: 'Somebody else changed this user in the meantime',
      take: 'Take theirs',
      field: (field: string, value: string) => `${field} is now ${value}`,
      text: 'Your text is still here. Saving writes it over theirs.',
    },
    empty: 'empty',
    failed: "Couldn't save. Your text is still here.",
    save: 'Save',
    cancel: 'Cancel',
  },
  errors: { firstName: 'Enter a first name', lastName: 'Enter a last name', email: 'Enter an email address' },
}

/** What is said of who a user is, and while that is changed. */
export const identityTexts = inLanguage({ en })
