import { api } from '#http/api.ts'
import { confirmEmailDoor } from '#http/confirm-email.ts'
import type { Door } from '#http/create-app.ts'
import { deviceSurface } from '#http/device-surface.ts'
import { helpDoor } from '#http/help.ts'
import { inboxDoor } from '#http/inbox.ts'
import { passwordDoor } from '#http/password.ts'
import { providerTripsDoor } from '#http/provider-trips.ts'
import { setupDoor } from '#http/setup.ts'
import { signInDoor } from '#http/sign-in.ts'
import { staticDoor } from '#http/static.ts'
import { mountOidc } from '#protocol/oidc/mount-oidc.ts'

const oidcDoor: Door = (app, edge) => mountOidc(app, edge)

/** Where people and programs come in, in the order in which a path is offered to them. */
export const doors: readonly Door[] = [
  api,
  deviceSurface,
  setupDoor,
  signInDoor,
  providerTripsDoor,
  passwordDoor,
  confirmEmailDoor,
  helpDoor,
  inboxDoor,
  oidcDoor,
  staticDoor,
]
