import { pageTexts } from './texts/page.ts'

/**
 * How long ago (or how far ahead) an instant is, in the shortest words: "just now", "5 min ago", "in 3 h", "4 d ago"; beyond a month the
 * date, since nobody counts back from "143 d".
 */
export function ago(at: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000)
  const distance = Math.abs(seconds)
  if (distance < 45) return pageTexts.ago.now
  const say = (text: string) => (seconds > 0 ? pageTexts.ago.past(text) : pageTexts.ago.ahead(text))
  if (distance < 3570) return say(pageTexts.ago.minutes(Math.max(1, Math.round(distance / 60))))
  if (distance < 84_600) return say(pageTexts.ago.hours(Math.round(distance / 3600)))
  if (distance < 31 * 86_400) return say(pageTexts.ago.days(Math.round(distance / 86_400)))
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(at)
}
