import { applicationSettingsTexts as words } from '../texts/application-settings.ts'

const hour = 3600
const day = 24 * hour

/** The offered session lengths, in seconds. */
const lengths = [hour / 4, hour, 4 * hour, 8 * hour, 12 * hour, day, 7 * day, 30 * day]

/** The lengths to choose from, the present one among them even where the API set it to something else. */
export function lengthOptions(present: number): Record<string, string> {
  const all = lengths.includes(present) ? lengths : [...lengths, present].toSorted((a, b) => a - b)
  return Object.fromEntries(all.map((seconds) => [String(seconds), inWords(seconds)]))
}

function inWords(seconds: number) {
  if (lengths.includes(seconds) && seconds >= day) return words.days(seconds / day)
  if (lengths.includes(seconds) && seconds >= hour) return words.hours(seconds / hour)
  return words.minutes(Math.round(seconds / 60))
}
