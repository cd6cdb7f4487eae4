/** What must be typed before a device is removed. */
export const removeDevicePhrase = 'remove device'

/** What must be typed before all of a person's devices are unregistered. */
export const unregisterAllPhrase = 'unregister all devices'

/** Whether what was typed is the phrase that was asked for: neither case nor outer blanks matter. */
export const confirms = (typed: string, phrase: string) =>
  typed.trim().toLowerCase() === phrase.trim().toLowerCase()
