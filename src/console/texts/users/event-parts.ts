import type { EventData } from '#contract/events.ts'
import { inLanguage } from '#ui/in-language.ts'

type Words<Key extends string> = Readonly<Record<Key, string>>

/** Of what a newer server may name otherwise; what is not here reads as it is called. */
type SomeWords = Readonly<Record<string, string>>

const en = {
  phones: {
    ios: 'iPhone',
    android: 'Android phone',
    macos: 'Mac',
    windows: 'Windows computer',
    linux: 'Linux computer',
  } as SomeWords,
  phone: 'Phone',
  failures: {
    denied: 'denied on the phone',
    'wrong-number': 'a wrong number was typed',
    reported: 'reported as not theirs',
    expired: 'nobody approved it in time',
    superseded: 'a newer sign-in took its place',
    cancelled: 'withdrawn',
    'organisation-open': 'the organisation is closed',
    'address-known': 'no user has this address',
    activated: 'no phone is set up yet',
    'not-deactivated': 'the user is deactivated',
    'application-available': 'the application is disabled or gone',
    'device-can-answer': 'no phone can answer',
    administrator: 'only administrators may open the console',
    'account-allowed': 'no account in the application',
    'password-wrong': 'a wrong password was entered',
    'password-expired': 'the temporary password was used or too old',
    locked: 'too many tries from elsewhere',
    removed: 'the user was removed',
    'not-removed': 'the user was removed',
    'method-allowed': 'this way of signing in is not allowed',
    'way-in': 'nothing lets them sign in',
    'email-unverified': 'the provider did not confirm the address',
    'link-blocked': 'linking this identity is blocked',
  } as SomeWords,
  /** What changed, as a person says it. */
  fields: {
    firstName: 'first name',
    lastName: 'last name',
    name: 'name',
    email: 'email',
    mobile: 'mobile number',
    personalEmail: 'personal email',
    externalId: 'external ID',
    adminRole: 'role',
  } as SomeWords,
  verifiedBy: {
    claim: 'by using the setup link',
    administrator: 'by hand',
    'password-link': 'by using the link to set a password',
    confirmation: 'by confirming the new address',
    provider: 'by a provider',
  } satisfies Words<EventData<'user.email.verified'>['by']>,
  linkedBy: {
    'verified-email': ': the verified addresses are the same',
    proof: ' after proving that the account is theirs',
    created: ' with the first sign-in',
    self: ' on the account page',
    merge: ' by a merge',
  } satisfies Words<EventData<'user.provider.linked'>['by']>,
  acts: {
    'send-invitation': 'send invitations',
    'require-password-reset': 'require password resets',
    'revoke-sessions': 'revoke sessions',
    deactivate: 'deactivate users',
    reactivate: 'reactivate users',
    'verify-email': 'verify emails',
    'add-to-application': 'add people to an application',
    export: 'export people',
  } as SomeWords,
  sections: {
    password: 'the password policy',
    'sign-in': 'the sign-in policy',
    session: 'the session rules',
    lifecycle: 'the rules for leaving',
    texts: 'the texts of sign-in pages',
  } as SomeWords,
  settings: 'the settings',
  restoreProofs: {
    mail: 'proved by a code by email',
    sms: 'proved by a code by SMS',
    device: 'proved on another phone',
    claim: 'proved by an administrator’s setup code',
  } satisfies Words<EventData<'device.restored'>['by']>,
  refusals: {
    'did-retired': 'the identity was reset',
    'account-gone': 'there is no such person any more',
    'user-deactivated': 'the user is deactivated',
    'code-wrong': 'wrong codes',
    refused: 'the other phone said no',
  } satisfies Words<EventData<'restore.refused'>['why']>,
  removals: {
    removed: 'Device removed',
    left: 'Device removed by its user',
    replaced: 'Device removed: another one had taken its place',
    unregistered: 'Device unregistered with all others',
    lost: 'Device removed as lost or stolen',
    terminated: 'Device removed with the identity',
  } satisfies Words<EventData<'device.removed'>['why']>,
}

/** What the sentences about events are put together from. */
export const eventPartsTexts = inLanguage({ en })
