import { checksTexts } from '../texts/checks.ts'

/** A check that this console does not know reads as it is called: "some-new-check". */
export const checkWords = (check: string): string => checksTexts.checks[check] ?? check.replaceAll('-', ' ')
