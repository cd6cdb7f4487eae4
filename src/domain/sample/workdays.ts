const hour = 3_600_000
const day = 24 * hour

/**
 * When somebody comes to work in the month before `until`, oldest first: mostly on weekdays, mostly in the morning and after lunch where
 * they are.
 *
 * @param pace how likely it is on a working day
 */
export function workdays(
  dice: () => number,
  until: Date,
  { pace, quietDays, ahead, since }: { pace: number; quietDays: number; ahead: number; since: Date },
): Date[] {
  const times: Date[] = []
  const latest = until.getTime() - quietDays * day - 300_000
  const today = Math.floor(until.getTime() / day) * day
  for (let back = 30; back >= 0; back--) {
    const date = today - back * day
    const weekday = new Date(date).getUTCDay()
    const isFree = weekday === 0 || weekday === 6
    // Each draws as often, so that one day's luck does not move all that follow.
    const [comes, when, second, later] = [dice(), dice(), dice(), dice()]
    const chance = isFree ? pace / 12 : pace
    if (comes < chance) times.push(new Date(date + (hourOf(when) - ahead) * hour))
    if (comes < chance && second < 0.3) times.push(new Date(date + (13 + later * 4 - ahead) * hour))
  }
  return times.filter((at) => at.getTime() < latest && at > since).sort((a, b) => a.getTime() - b.getTime())
}

/** Local hours: two thirds from eight to ten, the rest over the day and a little in the evening. */
function hourOf(roll: number): number {
  if (roll < 0.66) return 7.8 + (roll / 0.66) * 2.2
  if (roll < 0.95) return 10 + ((roll - 0.66) / 0.29) * 8
  return 19 + ((roll - 0.95) / 0.05) * 3
}
