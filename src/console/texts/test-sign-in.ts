import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Test sign-in',
  begin: {
    text: (application: string) =>
      `Runs a real sign-in to ${application} and shows every step, the tokens and their claims.`,
    action: 'Start',
    how: 'How',
    ways: {
      fresh: {
        label: 'As somebody who signs in anew',
        description:
          'Shows the sign-in page and asks a phone. You may be signed out of the console if you sign in as somebody else.',
      },
      session: {
        label: 'With the session of this browser',
        description: 'Single sign-on: goes through at once where it may.',
      },
    },
    note: "For ten minutes this console is one of the application's redirect addresses. The application itself is not called.",
  },
  none: {
    title: 'No test sign-in is under way in this tab',
    text: "Each one can be looked at once. Start another from the application's page.",
    applications: 'Go to the applications',
  },
  again: 'Test again',
  works: 'The sign-in works',
  worksText: 'Every step went as an application expects it.',
  failed: 'The sign-in failed',
  failedText: 'See the step that failed.',
  /** Read out behind a step. */
  passedStep: ': passed',
  failedStep: ': failed',
  steps: {
    title: 'Steps',
    answer: 'Answer of the authorization endpoint',
    answerText: 'A code came back, with our state and issuer.',
    discovery: 'Discovery',
    token: 'Token endpoint',
    tokenText: (scope: string, seconds: number | string) =>
      `Scope ${scope}; the access token lasts ${seconds} s.`,
    idToken: 'ID token',
    signature: 'Signature of the ID token',
    signatureText: (algorithm: string, key: string) => `${algorithm}, with the published key ${key}.`,
    claim: (check: string) => `ID token: ${check}`,
    userinfo: 'Userinfo',
    subject: 'Userinfo: sub is that of the ID token',
  },
  /** The claims of the ID token that are looked at. */
  checks: {
    iss: 'iss is this organisation',
    aud: 'aud is this application',
    azp: 'azp, where there is one, is this application',
    exp: 'exp lies ahead',
    iat: 'iat does not',
    nonce: 'nonce is the one that was sent',
    atHash: 'at_hash fits the access token',
  },
  shown: { claims: 'ID token: claims', header: 'ID token: header', userinfo: 'Userinfo' },
  copy: (what: string) => `Copy ${what}`,
  trouble: {
    notJwt: 'The ID token is not a signed JWT.',
    algorithm: (name: string) => `The ID token is signed with ${name}, which this page cannot check.`,
    notKeys: 'The published keys are not a JWK set.',
    noKey: (id: string) => `The published keys hold none with the ID ${id}.`,
    signature: 'The signature of the ID token does not match.',
    elsewhere: (origin: string) =>
      `Open the console at ${origin}: the issuer is there, and this page is not.`,
    discovery: (status: number) => `The discovery document answered ${status}.`,
    endpoint: 'The discovery document lacks an endpoint.',
    otherIssuer: (issuer: string) => `The discovery document names another issuer, ${issuer}.`,
    state: 'The state is not the one that this tab sent. Somebody else began this sign-in.',
    refused: (error: string, description: string) => `${error}: ${description}`,
    answerFrom: (issuer: string) => `The answer comes from another issuer, ${issuer}.`,
    noCode: 'The answer holds no code.',
    token: (status: number) => `The token endpoint answered ${status}.`,
    noTokens: 'The answer lacks an access token or an ID token.',
    keys: (status: number) => `The keys answered ${status}.`,
    userinfo: (status: number) => `Userinfo answered ${status}.`,
  },
}

/** A sign-in to an application that the console plays through, step by step. */
export const testSignInTexts = inLanguage({ en })
