import type { Ceremony, PasskeyAssertion, PasskeyRegistration } from '#contract/passkeys.ts'
import { passkeysTexts } from './texts/passkeys.ts'

/** Whether this browser can make and use passkeys here. */
export const canUsePasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential

/**
 * Has the browser make a passkey (WebAuthn Level 3 §5.1.3); its own dialog asks the person.
 *
 * @throws {DOMException} what went wrong in the browser: see `passkeyTrouble`
 */
export async function makePasskey({ options }: Ceremony): Promise<PasskeyRegistration> {
  // What the server answered is for exactly this function, which refuses anything else.
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  )
  const made = await navigator.credentials.create({ publicKey })
  return jsonOf(made) as unknown as PasskeyRegistration
}

/** Has the browser sign with a passkey (WebAuthn Level 3 §5.1.4). Throws as `makePasskey` does. */
export async function signWithPasskey({ options }: Ceremony): Promise<PasskeyAssertion> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  )
  const signed = await navigator.credentials.get({ publicKey })
  return jsonOf(signed) as unknown as PasskeyAssertion
}

function jsonOf(credential: Credential | null) {
  if (!(credential instanceof PublicKeyCredential)) throw new Error('The browser gave no passkey.')
  return credential.toJSON()
}

/** What went wrong, where it went wrong in the browser; undefined for the server's own refusals. */
export function passkeyTrouble(error: unknown): string | undefined {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (!/^[A-Z]\w+Error$/.test(name) || name === 'TypeError') return undefined
  switch (name) {
    case 'NotAllowedError':
    case 'AbortError':
      return passkeysTexts.notConfirmed
    case 'InvalidStateError':
      return passkeysTexts.already
    case 'SecurityError':
      return passkeysTexts.wrongAddress
    case 'NotSupportedError':
    case 'ConstraintError':
    case 'UnknownError':
      return passkeysTexts.unusable
    default:
      return undefined
  }
}
