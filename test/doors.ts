import { api } from '#http/api.ts'
import type { Door } from '#http/create-app.ts'
import { helpDoor } from '#http/help.ts'
import { inboxDoor } from '#http/inbox.ts'
import { setupDoor } from '#http/setup.ts'
import { signInDoor } from '#http/sign-in.ts'
import { deviceSurface } from '#http/device-surface.ts'

/** Every door that a house in a test has. A new one is a line here, as it is in `server.ts`. */
export const doors: readonly Door[] = [signInDoor, setupDoor, inboxDoor, helpDoor, api, deviceSurface]
