import type { CodeSlip } from '#phone/recovery-code.ts'
import { texts } from '../texts/texts.ts'

const { unlock: words } = texts.restore

/** Why what was typed is no recovery code. */
export const slipWords = (slip: CodeSlip): string =>
  slip.wrong === 'length' ? (slip.count === 0 ? words.empty : words.length(slip.count)) : words[slip.wrong]
