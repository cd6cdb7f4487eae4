import type { beginStepUp as BeginStepUp, finishStepUp as FinishStepUp } from '#contract/me.ts'
import { beginStepUp, finishStepUp } from '#domain/sign-in/step-up.ts'
import type { Handler } from './mount.ts'

/** Two of the operations of `contract/me.ts`; the others are with `me.ts`. */
export const stepUps: {
  readonly beginStepUp: Handler<typeof BeginStepUp>
  readonly finishStepUp: Handler<typeof FinishStepUp>
} = {
  beginStepUp: (work, { body }, { edge, c }) =>
    beginStepUp(work, { ...body, place: edge.findPlace(c.var.origin.ip) }),
  finishStepUp: (work, { params }) => finishStepUp(work, params),
}
