import type { TenantId } from '#contract/ids.ts'
import type { Ground } from '../work.ts'
import {
  countWaitingRows,
  type MessageKind,
  nextDueAt,
  type Outcome,
  settleRow,
  type TakenRow,
  takeDueRows,
} from './relay.sql.ts'

export type { MessageKind }

/** A message that this process may deliver until its lease ends. */
export type Taken = TakenRow

/**
 * Takes messages of one kind that are due, and counts the attempt. A message whose lease ends without a word is due again, for
 * any process.
 *
 * @param take.limit of all tenants; `share` of any one, so that none waits behind another's many; none of `except`.
 */
export function takeDue(
  ground: Ground,
  take: {
    kind: MessageKind
    limit: number
    share: number
    except: readonly TenantId[]
    leasedUntil: Date
  },
): Promise<Taken[]> {
  return takeDueRows(ground.database, { ...take, now: ground.clock() })
}

/** When the next message of a kind falls due, or undefined when none waits. */
export function nextDue(
  ground: Ground,
  wanted: { kind: MessageKind; except: readonly TenantId[] },
): Promise<Date | undefined> {
  return nextDueAt(ground.database, wanted)
}

/** How many messages wait to be delivered. */
export function countWaiting(ground: Ground): Promise<number> {
  return countWaitingRows(ground.database)
}

/**
 * Notes how an attempt ended; the payload is wiped unless there is another. False when the lease was over and
 * somebody else has the message: nothing was changed then.
 *
 * @param outcome `why` is a reason for the operator, without addresses.
 */
export function settle(
  ground: Ground,
  row: Pick<Taken, 'tenantId' | 'id' | 'attempts'>,
  outcome: Outcome,
): Promise<boolean> {
  return settleRow(ground.database.outside, row, outcome)
}
