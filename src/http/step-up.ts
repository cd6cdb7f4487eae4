import type {
  beginStepUp as BeginStepUp,
  finishStepUp as FinishStepUp,
  stepUpByPassword as StepUpByPassword,
} from '#contract/me.ts'
import { beginStepUp, finishStepUp } from '#domain/sign-in/step-up.ts'
import { stepUpByPassword, tryOwnPassword } from '#domain/sign-in/step-up-by-password.ts'
import { type Handler, handleAfter } from './mount.ts'

/** Three of the operations of `contract/me.ts`; the others are with `me.ts`. */
export const stepUps: {
  readonly beginStepUp: Handler<typeof BeginStepUp>
  readonly finishStepUp: Handler<typeof FinishStepUp>
  readonly stepUpByPassword: Handler<typeof StepUpByPassword>
} = {
  beginStepUp: (work, { body }, { edge, c }) =>
    beginStepUp(work, { ...body, place: edge.findPlace(c.var.origin.ip) }),
  finishStepUp: (work, { params }) => finishStepUp(work, params),
  stepUpByPassword: handleAfter(
    ({ edge, c, actor }, { body }) => tryOwnPassword(edge.ground, c.var.tenancy, actor, body),
    (work, _input, checked) => stepUpByPassword(work, checked),
  ),
}
