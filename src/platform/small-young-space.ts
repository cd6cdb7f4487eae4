import { setFlagsFromString } from 'node:v8'

/**
 * Does something during which V8 makes no more room for young objects than it begins with. A start loads hundreds of modules: the room
 * would grow to its maximum, and an idle process would hold it for good, some forty megabytes of which it needs five. Afterwards it grows as
 * ever, by what requests make of it.
 */
export async function withSmallYoungSpace<Result>(act: () => Promise<Result>): Promise<Result> {
  setFlagsFromString('--semi-space-growth-factor=1')
  try {
    return await act()
  } finally {
    // V8's own.
    setFlagsFromString('--semi-space-growth-factor=2')
  }
}
