import type { CodeSlip } from '#phone/recovery-code.ts'
import { restoringTexts } from '../texts/restoring-texts.ts'

const { unlock: words } = restoringTexts

/** Why what was typed is no recovery code. */
export const slipWords = (slip: CodeSlip): string =>
  slip.wrong === 'length' ? (slip.count === 0 ? words.empty : words.length(slip.count)) : words[slip.wrong]
