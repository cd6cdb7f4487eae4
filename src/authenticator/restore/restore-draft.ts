import type { BackedUpAccount, BegunRestore } from '#phone/restore.ts'

/** How far a restore has come. Nothing that was opened is in it: closed, it asks for the passphrase or the code again. */
export interface RestoreDraft {
  /** The sealed backup. */
  readonly container: string | null
  /** What organisations know of already, so that a code which is under way still counts. */
  readonly begun: Readonly<Record<string, BegunRestore & { readonly asked: 'mail' | 'sms' | null }>>
}

export const emptyRestore: RestoreDraft = { container: null, begun: {} }

export const keyOf = ({ did, iss }: Pick<BackedUpAccount, 'did' | 'iss'>): string => `${did} ${iss}`
